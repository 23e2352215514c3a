//! What stands around a message: to whom it goes, under which name, and what the author adds for Messenger alone.

use serde_json::{Map, Value, json};
use tertulia_core::{
    Call, Destination,
    adapter::{Envelope, Undeliverable},
};

use crate::PSID;

/// The edge of a page that messages go to.
pub(super) const MESSAGES: &str = "messages";

/// What says how a message is sent: an action takes none of it.
const OF_MESSAGES: [&str; 5] = ["message", "messaging_type", "notification_type", "reply_to", "tag"];

/// The call that sends a message. What it says by `fields` about how it is sent goes before what the author adds.
pub(super) fn message(
    mut message: Value,
    fields: Map<String, Value>,
    envelope: &Envelope<'_>,
) -> Result<Call, Undeliverable> {
    let recipient = recipient(envelope.to)?;
    let mut body = envelope.extras.cloned().unwrap_or_default();
    body.extend(fields);
    let inside = body.remove("message");
    if let Value::Object(message) = &mut message {
        for (field, value) in inside.as_ref().and_then(Value::as_object).into_iter().flatten() {
            message.entry(field).or_insert_with(|| value.clone());
        }
        if !envelope.reference.is_empty() {
            // Comes back in the message's echo; less than 1000 characters.
            message.insert("metadata".to_owned(), envelope.reference.into());
        }
    }
    if is_private_reply(envelope.to) {
        // discovery/private-replies: it is about the comment, and carries no tag.
        body.remove("tag");
        body.retain(|field, value| field != "messaging_type" || value != "MESSAGE_TAG");
    } else if let Some(mid) = envelope.quotes {
        body.entry("reply_to").or_insert_with(|| json!({ "mid": mid }));
    }
    let kind = if body.contains_key("tag") { "MESSAGE_TAG" } else { "RESPONSE" };
    if body.entry("messaging_type").or_insert_with(|| kind.into()) != "MESSAGE_TAG" {
        body.remove("tag");
    }
    body.insert("message".to_owned(), message);
    body.insert("recipient".to_owned(), recipient);
    Ok(Call::new(MESSAGES, &body))
}

/// The call that shows something in passing: a sign of writing, that what was said is read.
pub(super) fn action(mut fields: Map<String, Value>, envelope: &Envelope<'_>) -> Result<Call, Undeliverable> {
    if is_private_reply(envelope.to) {
        return Err(Undeliverable("whoever wrote a comment is not in the chat yet".to_owned()));
    }
    for (field, value) in envelope.extras.into_iter().flatten() {
        if !OF_MESSAGES.contains(&field.as_str()) {
            fields.entry(field).or_insert_with(|| value.clone());
        }
    }
    fields.insert("recipient".to_owned(), recipient(envelope.to)?);
    Ok(Call::new(MESSAGES, &fields))
}

/// Whoever it goes to, as the API names them.
pub(super) fn recipient(to: &Destination) -> Result<Value, Undeliverable> {
    if let Some(comment) = to.chat.comment() {
        // Once for a comment, and within 7 days.
        return Ok(json!({ "comment_id": comment }));
    }
    let id = to.alias(PSID);
    id.map(|id| json!({ "id": id }))
        .ok_or_else(|| Undeliverable("the person has no page-scoped id".to_owned()))
}

fn is_private_reply(to: &Destination) -> bool {
    to.chat.comment().is_some()
}
