//! The person.

use std::sync::Arc;

use crate::{Profile, Result, Turn, block::Kind, state::UserRecord};

use super::FromTurn;

/// The person the event comes from.
///
/// ```
/// use tertulia_core::{Context, extract::User};
///
/// let context = Context::new("main")
///     .keyword("hi", |user: User| format!("Hello {}!", user.name().unwrap_or("there")));
/// ```
#[derive(Clone, Debug)]
pub struct User(pub(crate) Arc<UserRecord>);

impl User {
    /// Our number of the person: the same whatever the platform calls them later.
    pub fn id(&self) -> i64 {
        self.0.id
    }

    /// The name as the person shows it. WhatsApp and Telegram tell it; Messenger does not.
    pub fn name(&self) -> Option<&str> {
        self.0.profile.name.as_deref()
    }

    /// Everything the platform told about the person.
    pub fn profile(&self) -> &Profile {
        &self.0.profile
    }
}

impl<K: Kind> FromTurn<K> for User {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        Ok(turn.user().clone())
    }
}
