//! Messages in WhatsApp's own JSON: templates, reactions, receipts, and what authors write by hand.

use serde::Serialize;
use serde_json::{Map, Value, json};
use tertulia_core::{
    Call, Native,
    adapter::{Envelope, Undeliverable},
};

use crate::template;

use super::{Context, PRODUCT, address::Address, receipt, refuse};

#[derive(Serialize)]
struct Send<'a> {
    messaging_product: &'static str,
    #[serde(flatten)]
    address: Address<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<Context<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    biz_opaque_callback_data: &'a str,
    #[serde(flatten)]
    body: Map<String, Value>,
}

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
    let send = Send {
        messaging_product: PRODUCT,
        address: Address::of(envelope.to)?,
        context: quotes.map(|message_id| Context { message_id }),
        biz_opaque_callback_data: envelope.reference,
        body,
    };
    let mut call = super::call(&send, envelope.extras);
    if !native.endpoint.is_empty() {
        call.endpoint.clone_from(&native.endpoint);
    }
    Ok(call)
}
