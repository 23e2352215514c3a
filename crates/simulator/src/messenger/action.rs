//! What the page does in passing: send-messages/sender-actions.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::{call::Answer, graph::Refusal, world::Served};

use super::{
    Messenger,
    check::{Action, Recipient},
    refusal,
};

/// send-messages/sender-actions: "automatically turned off after 20 seconds".
const TYPING: SignedDuration = SignedDuration::from_secs(20);

impl Messenger {
    pub(super) fn act_in_passing(
        &mut self,
        recipient: Recipient<'_>,
        action: Action<'_>,
        now: Timestamp,
    ) -> Result<Served, Refusal> {
        let psid = self.known(recipient)?;
        let thread = self.threads.get_mut(&psid).ok_or_else(refusal::nobody)?;
        if thread.blocked {
            return Err(refusal::unavailable());
        }
        match action {
            Action::Typing(on) => thread.typing = on.then(|| now + TYPING),
            Action::Seen => thread.read_by_business(None),
            Action::React { message, emoji } => {
                let said = thread.find_mut(message).ok_or_else(no_such_message)?;
                said.bubble.reactions = emoji.map(str::to_owned).into_iter().collect();
            }
        }
        Ok(Served::only(Answer::json(200, &json!({ "recipient_id": psid }))))
    }
}

fn no_such_message() -> Refusal {
    Refusal::new(100, "(#100) Param payload[message_id] is the id of no message")
}
