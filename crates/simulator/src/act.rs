//! What people do with their phones.

use serde::{Deserialize, Serialize};

use crate::StoredFile;

/// What a person does in a chat.
///
/// It is serialised as the playground's page sends it: `{"type": "say", "text": "Hello"}`.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Act {
    /// Begins the conversation: the button that new chats have, or a deep link with a value.
    Start {
        /// The value of the deep link, if one is followed.
        #[serde(default)]
        link: Option<String>,
    },
    /// Writes something, which on Telegram may be a command.
    Say {
        /// What is written.
        text: String,
        /// The bubble that it visibly answers.
        #[serde(default)]
        quotes: Option<String>,
    },
    /// Touches something that can be pressed.
    Press {
        /// The [key](crate::view::Choice::key) of what is pressed.
        key: String,
    },
    /// Presses a button that is no longer seen, by what it carried: one that was written long ago, or by an earlier bot.
    PressOld {
        /// The payload, as it stands on the wire.
        payload: String,
    },
    /// Sends a place.
    SendLocation {
        /// Degrees north of the equator.
        latitude: f64,
        /// Degrees east of Greenwich.
        longitude: f64,
    },
    /// Sends the own card: the name, and the phone number.
    SendContact,
    /// Sends a file of which only the name matters.
    SendMedia {
        /// `image`, `video`, `audio`, `document` or `sticker`.
        kind: String,
        /// The file's name, from which follows what it is.
        name: String,
        /// What is written under it.
        #[serde(default)]
        caption: Option<String>,
    },
    /// Sends a file of the person's own, with what is in it.
    SendFile {
        /// `image`, `video`, `audio`, `document` or `sticker`.
        kind: String,
        /// The file.
        file: StoredFile,
        /// What is written under it.
        #[serde(default)]
        caption: Option<String>,
    },
    /// Puts an emoji on a message, or takes it away.
    React {
        /// The bubble.
        bubble: String,
        /// The emoji; without one it is taken away.
        #[serde(default)]
        emoji: Option<String>,
    },
    /// Changes what was written.
    Edit {
        /// The bubble, one of the person's own.
        bubble: String,
        /// What it says from now on.
        text: String,
    },
    /// Asks the bot while writing elsewhere. Only Telegram has that.
    Ask {
        /// What is asked, after the bot's name.
        query: String,
    },
    /// Reads everything that the bot wrote.
    Read,
    /// Wants nothing of the bot any more.
    Block,
    /// Wants the bot again.
    Unblock,
}

/// Why a person cannot do that.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);

impl Refused {
    pub(crate) fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}
