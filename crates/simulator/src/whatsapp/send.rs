//! The business says something.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{
    call::Answer,
    graph::{PEOPLE, Refusal},
    world::Served,
};

use super::{
    PAIR, WhatsApp, bubble,
    check::{self, To},
    identity, refusal,
    status::Sent,
};

impl WhatsApp {
    pub(super) fn send(&mut self, body: &Value, now: Timestamp) -> Result<Served, Refusal> {
        if body.get("status").is_some() || body.get("typing_indicator").is_some() {
            check::receipt(body).map_err(refusal::parameter)?;
            return self.receives(body, now);
        }
        let to = check::send(body).map_err(refusal::parameter)?;
        if !self.rate.takes(now) {
            return Err(refusal::throughput(1));
        }
        let (input, wa_id) = match to {
            To::Group(group) => return Err(refusal::no_group(group)),
            To::Number(number) => (number, identity::of_number(number)),
            To::Bsuid(bsuid) => (bsuid, identity::of_bsuid(bsuid)),
        };
        let has_room = |wa_id: &String| self.threads.contains_key(wa_id) || self.threads.len() < PEOPLE;
        let Some(wa_id) = wa_id.filter(has_room) else {
            return Ok(self.reaches_nobody(input, body, now));
        };
        let is_template = body["type"] == "template";
        let open = self.threads.get(&wa_id).is_some_and(|thread| thread.is_open(now));
        if !open && !is_template {
            return Err(refusal::outside_window());
        }
        if !self.pairs.entry(wa_id.clone()).or_insert(PAIR).takes(now) {
            return Err(refusal::pair());
        }
        Ok(self.say(input, &wa_id, body, now))
    }

    fn say(&mut self, input: &str, wa_id: &str, body: &Value, now: Timestamp) -> Served {
        let wamid = self.wamid(now);
        let sent = Sent {
            wamid: &wamid,
            wa_id,
            reference: body.get("biz_opaque_callback_data"),
            template: body["type"] == "template",
        };
        let mut updates = vec![self.status(&sent, "sent", now)];
        if self.threads.get(wa_id).is_some_and(|thread| thread.blocked) {
            return Served {
                answer: accepted(input, wa_id, &wamid),
                updates: vec![Self::failed(&sent, &refusal::undeliverable(), now)],
            };
        }
        if body["type"] == "reaction" {
            if !self.reacts_to(wa_id, &body["reaction"]) {
                updates.push(Self::failed(&sent, &refusal::no_such_message(), now));
            }
        } else {
            updates.push(self.status(&sent, "delivered", now));
            let mut said = bubble::said(&wamid, body, now);
            self.files.describe(&mut said.bubble.attached);
            self.threads.entry(wa_id.to_owned()).or_default().add(said);
        }
        Served { answer: accepted(input, wa_id, &wamid), updates }
    }

    /// Accepted it is, but nobody has that number.
    fn reaches_nobody(&mut self, input: &str, body: &Value, now: Timestamp) -> Served {
        let wamid = self.wamid(now);
        let wa_id: String = input.chars().filter(char::is_ascii_digit).collect();
        let reference = body.get("biz_opaque_callback_data");
        let sent = Sent { wamid: &wamid, wa_id: &wa_id, reference, template: false };
        let failed = Self::failed(&sent, &refusal::undeliverable(), now);
        Served { answer: accepted(input, &wa_id, &wamid), updates: vec![failed] }
    }

    /// messages/reaction-messages: an empty emoji takes it away. Whether there is such a message.
    fn reacts_to(&mut self, wa_id: &str, reaction: &Value) -> bool {
        let id = reaction["message_id"].as_str().unwrap_or_default();
        let said = self.threads.get_mut(wa_id).and_then(|thread| thread.find_mut(id));
        let emoji = reaction["emoji"].as_str().filter(|emoji| !emoji.is_empty());
        said.map(|said| said.bubble.reactions = emoji.map(str::to_owned).into_iter().collect()).is_some()
    }
}

fn accepted(input: &str, wa_id: &str, wamid: &str) -> Answer {
    let mut contact = json!({ "input": input, "wa_id": wa_id });
    if let Some(bsuid) = identity::bsuid_of_number(wa_id) {
        contact["user_id"] = bsuid.into();
    }
    let answer =
        json!({ "messaging_product": "whatsapp", "contacts": [contact], "messages": [{ "id": wamid }] });
    Answer::json(200, &answer)
}
