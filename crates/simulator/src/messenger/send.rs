//! The page says something.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::{
    call::Answer,
    graph::{Refusal, Thread},
    world::{Served, Update},
};

use super::{
    Messenger, bubble,
    check::{self, Leave, Recipient, Send},
    press::Press,
    refusal,
};

/// overview/policy: a human answers, or asks for feedback, within 7 days.
const TAGGED: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The app that the page's messages come from, as echoes name it.
const APP_ID: u64 = 1_517_776_481_860_111;

impl Messenger {
    pub(super) fn send(&mut self, body: &Value, now: Timestamp) -> Result<Served, Refusal> {
        match check::send(body).map_err(refusal::parameter)? {
            Send::Action { recipient, action } => self.act_in_passing(recipient, action, now),
            Send::Message { recipient, leave } => {
                if !self.rate.takes(now) {
                    return Err(refusal::too_many(1));
                }
                let psid = self.known(recipient)?;
                let thread = &self.threads[&psid];
                if thread.blocked {
                    return Err(refusal::unavailable());
                }
                if !may_send(thread, leave, now) {
                    return Err(refusal::outside_window());
                }
                Ok(self.say(&psid, body, now))
            }
        }
    }

    /// The person that a call names. Who never turned to the page has no page-scoped id.
    pub(super) fn known(&self, recipient: Recipient<'_>) -> Result<String, Refusal> {
        match recipient {
            Recipient::Id(id) if self.threads.contains_key(id) => Ok(id.to_owned()),
            _ => Err(refusal::nobody()),
        }
    }

    fn say(&mut self, psid: &str, body: &Value, now: Timestamp) -> Served {
        let mid = format!("m_{}", self.ids.next(now));
        let mut answer = json!({ "recipient_id": psid, "message_id": mid });
        let reusable = &body["message"]["attachment"]["payload"]["is_reusable"];
        if *reusable == true || reusable == "true" {
            answer["attachment_id"] = self.ids.next_number(now).into();
        }
        let updates = vec![self.echo(psid, &mid, body, now), self.delivery(psid, &mid, now)];
        let mut said = bubble::said(&mid, body, now);
        self.files.describe(&mut said.bubble.attached);
        self.threads.entry(psid.to_owned()).or_default().add(said);
        Served { answer: Answer::json(200, &answer), updates }
    }

    /// reference/webhook-events/message-echoes.
    fn echo(&self, psid: &str, mid: &str, body: &Value, now: Timestamp) -> Update {
        let sent = &body["message"];
        let mut message = json!({ "mid": mid, "is_echo": true, "app_id": APP_ID });
        for name in ["text", "metadata", "attachments"] {
            if !sent[name].is_null() {
                message[name] = sent[name].clone();
            }
        }
        if !sent["attachment"].is_null() {
            message["attachments"] = json!([sent["attachment"]]);
        }
        self.by_page(psid, now, json!({ "message": message }))
    }

    /// reference/webhook-events/message-deliveries.
    fn delivery(&self, psid: &str, mid: &str, now: Timestamp) -> Update {
        self.to_page(psid, now, json!({ "delivery": { "mids": [mid], "watermark": now.as_millisecond() } }))
    }
}

fn may_send(thread: &Thread<Press>, leave: Leave, now: Timestamp) -> bool {
    match leave {
        Leave::Window => thread.is_open(now),
        Leave::Tag => thread.heard.is_some_and(|heard| now < heard + TAGGED),
        Leave::Utility => true,
    }
}
