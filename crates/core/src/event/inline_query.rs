//! What is typed behind the bot's name in any chat.

use serde::{Deserialize, Serialize};

use super::Location;

/// Somebody types behind the bot's name in some chat and waits for results. Only Telegram has that.
///
/// It is answered with results to choose from: `reply.inline_results(…)` of `tertulia-telegram`. Without an answer the person
/// is shown nothing.
///
/// These queries are kept apart from the person's conversations: they neither wait for them nor move them. What a
/// block says goes to the private chat with the person. An answer that takes longer than 10 seconds is too late.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
pub struct InlineQuery {
    /// The platform's id of it, by which it is answered.
    pub id: String,
    /// What was typed: up to 256 characters, or nothing yet.
    pub query: String,
    /// From where on results are wanted, as the bot said with the results before; empty at first.
    pub offset: String,
    /// Where the person is, for bots that ask for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
}

impl InlineQuery {
    /// A query from the beginning of its results on.
    pub fn new(id: impl Into<String>, query: impl Into<String>) -> Self {
        Self { id: id.into(), query: query.into(), offset: String::new(), location: None }
    }
}
