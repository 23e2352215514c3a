//! Answers to presses.

use jiff::Timestamp;
use serde_json::Value;

use crate::telegram::{Telegram, call::Parameters, chat::Notice, refusal::Refusal};

impl Telegram {
    /// <https://core.telegram.org/bots/api#answercallbackquery>
    pub(super) fn answer_press(&mut self, with: &Parameters, now: Timestamp) -> Result<Value, Refusal> {
        let text = with.text("text").unwrap_or_default().into_owned();
        if text.chars().count() > 200 {
            return Err(Refusal::bad("MESSAGE_TOO_LONG"));
        }
        let id = with.text("callback_query_id").unwrap_or_default();
        let Some(press) = self.queries.answer_press(&id, now) else {
            return Err(Refusal::bad("query is too old and response timeout expired or query ID is invalid"));
        };
        if !text.is_empty() {
            let notice = Notice { text, alert: with.flag("show_alert"), at: now };
            self.chat_mut(press.chat).notices.insert(press.person, notice);
        }
        Ok(true.into())
    }
}
