//! People and bots.

use serde::Deserialize;
use tertulia_core::{Alias, Profile, Sender};

use crate::TELEGRAM_ID;

use super::lenient;

/// <https://core.telegram.org/bots/api#user>
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct User {
    #[serde(deserialize_with = "lenient")]
    pub(super) id: Option<i64>,
    #[serde(deserialize_with = "lenient")]
    is_bot: Option<bool>,
    #[serde(deserialize_with = "lenient")]
    first_name: Option<String>,
    #[serde(deserialize_with = "lenient")]
    last_name: Option<String>,
    #[serde(deserialize_with = "lenient")]
    username: Option<String>,
    #[serde(deserialize_with = "lenient")]
    language_code: Option<String>,
}

impl User {
    /// The user as someone to talk with. Bots are not: they answer each other for ever.
    pub(super) fn into_sender(self) -> Option<Sender> {
        let id = self.id.filter(|_| self.is_bot != Some(true))?;
        let parts: Vec<&str> =
            [&self.first_name, &self.last_name].into_iter().flatten().map(|s| &**s).collect();
        let name = Some(parts.join(" ")).filter(|name| !name.is_empty());
        let mut sender = Sender::new([Alias::new(TELEGRAM_ID, id.to_string())]);
        sender.profile = Profile {
            name,
            first_name: self.first_name,
            last_name: self.last_name,
            username: self.username,
            locale: self.language_code,
        };
        Some(sender)
    }
}
