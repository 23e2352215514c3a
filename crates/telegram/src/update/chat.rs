//! Where something happened.

use serde::Deserialize;
use tertulia_core::event::Group;

use super::lenient;

/// <https://core.telegram.org/bots/api#chat>
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Chat {
    #[serde(deserialize_with = "lenient")]
    id: Option<i64>,
    #[serde(rename = "type", deserialize_with = "lenient")]
    kind: Option<String>,
    #[serde(deserialize_with = "lenient")]
    is_direct_messages: Option<bool>,
    #[serde(deserialize_with = "lenient")]
    title: Option<String>,
    #[serde(deserialize_with = "lenient")]
    username: Option<String>,
}

impl Chat {
    /// Whether it is the private chat of one person.
    ///
    /// Of a kind of chat that is not known the id tells: those of people are positive.
    pub(super) fn is_private(&self) -> bool {
        match self.kind.as_deref() {
            Some("private") => true,
            Some("group" | "supergroup" | "channel") => false,
            _ => self.id.is_none_or(|id| id >= 0),
        }
    }

    /// Whether it is the letter box of a channel, which takes answers in a way of its own only.
    pub(super) fn is_direct_messages(&self) -> bool {
        self.is_direct_messages == Some(true)
    }

    /// The id, if it is a group.
    pub(super) fn group(&self) -> Option<i64> {
        self.id.filter(|_| !self.is_private())
    }

    /// The group with what is known of it, if people talk there; in a channel they do not.
    pub(super) fn as_group(&self) -> Option<Group> {
        if self.kind.as_deref() == Some("channel") {
            return None;
        }
        let mut group = Group::new(self.group()?.to_string());
        group.title.clone_from(&self.title);
        group.username.clone_from(&self.username);
        Some(group)
    }

    /// The chat in our words. `None` if it is a group without an id.
    pub(super) fn place(&self, thread: Option<i64>, business: Option<String>) -> Option<tertulia_core::Chat> {
        let group = if self.is_private() { None } else { Some(self.id?.to_string()) };
        Some(tertulia_core::Chat { group, thread: thread.map(|id| id.to_string()), business })
    }
}
