//! The log of conversations, where it is wanted.

use jiff::Timestamp;
use serde::Serialize;
use tertulia_core::chat_log::Remark;

/// What one side said in a turn.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(clippy::exhaustive_structs, reason = "made by whoever runs turns")]
pub struct LogEntry {
    /// Our number of the conversation.
    pub conversation: i64,
    /// Our number of the person who spoke, or was spoken to.
    pub user: i64,
    /// When: by the platform's clock for what the person said, by ours for what the bot said.
    pub at: Timestamp,
    /// Who spoke.
    pub by: Speaker,
    /// What was said, in order.
    pub remarks: Vec<Remark>,
}

/// Who speaks.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(clippy::exhaustive_enums, reason = "a conversation has two sides")]
pub enum Speaker {
    /// The person.
    Person,
    /// The bot.
    Bot,
}
