//! What became of messages: webhooks/reference/messages/status.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::world::Update;

use super::{WhatsApp, identity};

/// A message of the business, as far as its statuses tell of it.
pub(super) struct Sent<'a> {
    pub(super) wamid: &'a str,
    pub(super) wa_id: &'a str,
    /// What the business wants to hear of it again.
    pub(super) reference: Option<&'a Value>,
    /// Whether it is a template, which costs something.
    pub(super) template: bool,
}

impl WhatsApp {
    /// That the message is so far: `sent`, `delivered`, `read`.
    pub(super) fn status(&self, sent: &Sent<'_>, name: &str, now: Timestamp) -> Update {
        let mut status = base(sent, name, now);
        if let Some(bsuid) = identity::bsuid_of_number(sent.wa_id) {
            status["recipient_user_id"] = bsuid.into();
        }
        let (kind, category) =
            if sent.template { ("regular", "utility") } else { ("free_customer_service", "service") };
        status["pricing"] =
            json!({ "billable": sent.template, "pricing_model": "PMP", "type": kind, "category": category });
        let mut value = json!({ "statuses": [status] });
        let person = self.threads.get(sent.wa_id).and_then(|thread| thread.person.as_ref());
        if let Some(person) = person {
            value["contacts"] = json!([identity::contact(person)]);
        }
        Update(value)
    }

    /// That it did not arrive.
    pub(super) fn failed(sent: &Sent<'_>, error: &Value, now: Timestamp) -> Update {
        let mut status = base(sent, "failed", now);
        status["errors"] = json!([error]);
        Update(json!({ "statuses": [status] }))
    }
}

fn base(sent: &Sent<'_>, name: &str, now: Timestamp) -> Value {
    let mut status = json!({
        "id": sent.wamid,
        "status": name,
        "timestamp": now.as_second().to_string(),
        "recipient_id": sent.wa_id,
    });
    if let Some(reference) = sent.reference {
        status["biz_opaque_callback_data"] = reference.clone();
    }
    status
}
