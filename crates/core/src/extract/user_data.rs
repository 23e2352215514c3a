//! What is remembered of a person, by type.

use std::{
    any::{TypeId, type_name},
    fmt,
    ops::{Deref, DerefMut},
};

use crate::{Result, Turn, block::Kind};

use super::{FromTurn, Needs, Remembered, SessionData, SessionNeed};

/// What the bot remembers of this person, in whichever conversation: in private, in every group, with every page.
/// Changes are saved together with the replies, or not at all.
///
/// Two conversations of a person may have a turn at the same time. A turn that has read what another one changed
/// meanwhile is run again, with what is stored now. What belongs to one conversation alone is better kept in a
/// [`Session<T>`](struct@crate::Session), which nobody else changes.
///
/// The type derives [`Session`](macro@crate::Session) too. The names of the two are apart: a type may be both.
///
/// ```
/// # extern crate tertulia_core as tertulia;
/// use serde::{Deserialize, Serialize};
/// use tertulia_core::{Context, Session, UserData};
///
/// #[derive(Session, Default, Serialize, Deserialize)]
/// struct Points(u32);
///
/// let context = Context::new("main").postback("more", |mut points: UserData<Points>| {
///     points.0 += 10;
///     format!("You have {} points, here and everywhere.", points.0)
/// });
/// ```
pub struct UserData<T>(Remembered<T>);

impl<T> Deref for UserData<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for UserData<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: fmt::Debug> fmt::Debug for UserData<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<K: Kind, T: SessionData> FromTurn<K> for UserData<T> {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        Remembered::take(turn.user_data()).map(Self)
    }

    fn needs(needs: &mut Needs) {
        let (id, type_name) = (TypeId::of::<T>(), type_name::<T>());
        needs.sessions.push(SessionNeed { id, type_name, name: T::NAME, of: "UserData" });
    }
}
