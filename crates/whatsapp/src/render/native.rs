//! Messages in WhatsApp's own JSON: templates, reactions, receipts, and what authors write by hand.

use serde_json::{Value, json};
use tertulia_core::{
    Call, Native,
    adapter::{Envelope, Undeliverable},
};

use crate::template;

use super::{receipt, refuse};

pub(super) fn call(native: &Native<String>, envelope: &Envelope<'_>) -> Result<Call, Undeliverable> {
    let mut body = native.filled();
    // What is about a message is about the one that is answered, or else the last that came in.
    let about = envelope.quotes.or(envelope.to.last_message_id.as_deref());
    let mut quotes = envelope.quotes;
    if body.get("status").and_then(Value::as_str) == Some(receipt::READ) {
        let named = body.get("message_id").and_then(Value::as_str);
        return match named.or(about) {
            Some(message_id) => Ok(receipt::read(message_id)),
            None => refuse("there is no message to mark as read"),
        };
    }
    if let Some(Value::Object(reaction)) = body.get_mut("reaction") {
        // messages/contextual-replies: a reaction cannot be one.
        quotes = None;
        if !reaction.contains_key("message_id") {
            let Some(message_id) = about else {
                return refuse("there is no message to react to");
            };
            reaction.insert("message_id".to_owned(), json!(message_id));
        }
    }
    // What an author writes by hand is not touched.
    if let Some(template) = body.get_mut("template").filter(|_| !native.texts.is_empty()) {
        template::settle(template).map_err(Undeliverable)?;
    }
    for field in ["messaging_product", "recipient_type", "to", "recipient"] {
        body.remove(field);
    }
    let mut call = super::send(body, quotes, envelope)?;
    if !native.endpoint.is_empty() {
        call.endpoint.clone_from(&native.endpoint);
    }
    Ok(call)
}
