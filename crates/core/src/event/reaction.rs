//! Emojis on messages.

use serde::{Deserialize, Serialize};

/// Somebody put an emoji on a message, or took it back.
///
/// On Telegram a bot hears of reactions in groups only if it is an administrator there.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Reaction {
    /// The emoji. `None` if the platform does not tell (WhatsApp, when it is taken back), or if it is a picture of the
    /// platform's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emoji: Option<String>,
    /// Whether it was put there; if not, it was taken back. One that took the place of another was put there.
    pub added: bool,
    /// The platform's id of the message it is on.
    pub message_id: String,
}

impl Reaction {
    /// An emoji that was put on a message.
    pub fn added(message_id: impl Into<String>, emoji: Option<String>) -> Self {
        Self { emoji, added: true, message_id: message_id.into() }
    }

    /// An emoji that was taken back.
    pub fn removed(message_id: impl Into<String>, emoji: Option<String>) -> Self {
        Self { emoji, added: false, message_id: message_id.into() }
    }
}
