//! `[chat_log]`: whether it is kept what people and the bot said.

use std::time::Duration;

use super::fields::Fields;
use super::value;

/// Whether it is kept what people and the bot said.
#[derive(Clone, Debug)]
pub(crate) struct ChatLog {
    /// For how long. None: not at all.
    pub(crate) keep: Option<Duration>,
}

impl ChatLog {
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        Self { keep: fields.optional("chat_log.keep", value::duration) }
    }
}
