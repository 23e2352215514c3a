//! What phones show: chats, bubbles, and everything in them that can be pressed.
//!
//! These are the values that the playground's page draws and that tests look at. A world makes them of its chats; nothing
//! in them is a platform's wire format.

mod bubble;
mod choice;
mod composer;

pub use bubble::{Attached, Bubble, Card, Span, Ticks};
pub use choice::{Choice, Does, List, Section};
pub use composer::{Composer, Keyboard};

use serde::Serialize;

/// A person's chat with the bot, or a group in which both are.
#[derive(Clone, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct Chat {
    /// The name of the chat on its platform.
    pub id: String,
    /// What stands above it.
    pub title: String,
    /// Whether more people are in it.
    pub group: bool,
    /// What was written, oldest first.
    pub bubbles: Vec<Bubble>,
    /// Whether the bot seems to be writing.
    pub typing: bool,
    /// Whether the person blocked the bot.
    pub blocked: bool,
    /// Until when the bot may write freely, if the platform has such a limit and somebody wrote.
    pub window: Option<jiff::Timestamp>,
    /// What stands over the bubbles for a while: the bot's answer to a press.
    pub notice: Option<Notice>,
    /// What stands below the bubbles.
    pub composer: Composer,
}

/// What a bot says over a chat, and not in it.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Notice {
    /// The text.
    pub text: String,
    /// Whether the person has to close it.
    pub alert: bool,
}
