//! That the business read something, and that it writes: messages/mark-message-as-read, typing-indicators.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::{
    call::Answer,
    graph::{Fault, Kind, Refusal},
    world::Served,
};

use super::{WhatsApp, refusal};

/// typing-indicators: "dismissed once you respond, or after 25 seconds".
const TYPING: SignedDuration = SignedDuration::from_secs(25);

impl WhatsApp {
    pub(super) fn receives(&mut self, body: &Value, now: Timestamp) -> Result<Served, Refusal> {
        let id = body["message_id"].as_str().unwrap_or_default();
        let thread = self
            .threads
            .values_mut()
            .find(|thread| thread.find(id).is_some_and(|said| said.bubble.from.is_some()));
        let Some(thread) = thread else {
            let why = "is the id of no message that came in".to_owned();
            return Err(refusal::parameter(Fault { kind: Kind::Wrong, at: "message_id".to_owned(), why }));
        };
        thread.read_by_business(Some(id));
        if body.get("typing_indicator").is_some() {
            thread.typing = Some(now + TYPING);
        }
        Ok(Served::only(Answer::json(200, &json!({ "success": true }))))
    }
}
