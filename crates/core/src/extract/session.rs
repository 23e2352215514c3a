//! What is remembered of a conversation, by type.

use std::{
    any::{TypeId, type_name},
    fmt,
    ops::{Deref, DerefMut},
};

use crate::{Result, Turn, block::Kind};

use super::{FromTurn, Needs, Remembered, SessionData, SessionNeed};

/// What the bot remembers of this conversation. Changes are saved together with the replies, or not at all.
///
/// A conversation that has none yet gets the default. So does one whose stored value no longer decodes: the old
/// value is kept aside and a warning is logged.
///
/// ```
/// # extern crate tertulia_core as tertulia;
/// use serde::{Deserialize, Serialize};
/// use tertulia_core::{Context, Session};
///
/// #[derive(Session, Default, Serialize, Deserialize)]
/// struct Clicks(u32);
///
/// let context = Context::new("main").postback("more", |mut clicks: Session<Clicks>| {
///     clicks.0 += 1;
///     format!("That was click {}.", clicks.0)
/// });
/// ```
pub struct Session<T>(Remembered<T>);

impl<T> Deref for Session<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Session<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: fmt::Debug> fmt::Debug for Session<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<K: Kind, T: SessionData> FromTurn<K> for Session<T> {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        Remembered::take(turn.sessions()).map(Self)
    }

    fn needs(needs: &mut Needs) {
        let (id, type_name) = (TypeId::of::<T>(), type_name::<T>());
        needs.sessions.push(SessionNeed { id, type_name, name: T::NAME, of: "Session" });
    }
}
