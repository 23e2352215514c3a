//! Messages in Telegram's own JSON.

use serde_json::{Map, Value};
use tertulia_core::{
    Call, EventKind, Native,
    adapter::{Envelope, Undeliverable},
};

use super::{
    ANSWER_INLINE_QUERY, SET_REACTION,
    method::{sends, takes_business, takes_chat, takes_topic},
    sending::{Sending, object},
};

/// The method with its fields. Where it goes is added, unless the author says that; so is what it answers.
pub(super) fn native(
    native: &Native<String>,
    sending: &Sending<'_>,
    envelope: &Envelope<'_>,
) -> Result<Call, Undeliverable> {
    let method = native.endpoint.as_str();
    if method.is_empty() || !method.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(Undeliverable(format!("`{method}` is no method of the Bot API, such as `sendDice`")));
    }
    let own = native.filled();
    let mut fields = match own.contains_key("chat_id") {
        // It goes elsewhere, where our topic and what is quoted are unknown.
        true => Map::new(),
        false if sends(method) => around(method, sending)?,
        false => address(method, sending),
    };
    if method == ANSWER_INLINE_QUERY && !own.contains_key("inline_query_id") {
        fields.insert("inline_query_id".to_owned(), inline_query(envelope)?.into());
    }
    if method == SET_REACTION && !own.contains_key("message_id") {
        fields.insert("message_id".to_owned(), message(envelope)?.into());
    }
    fields.extend(own);
    Ok(Call::new(method, &fields))
}

/// All that is around what is sent.
fn around(method: &str, sending: &Sending<'_>) -> Result<Map<String, Value>, Undeliverable> {
    let call = sending.call(method, &Map::new(), None);
    serde_json::from_str(call.body.get()).map_err(|error| Undeliverable(error.to_string()))
}

/// Where it goes, in the fields that the method has for it.
fn address(method: &str, sending: &Sending<'_>) -> Map<String, Value> {
    let mut fields = object(&sending.target);
    fields.retain(|field, _| match field.as_str() {
        "chat_id" => takes_chat(method),
        "message_thread_id" => takes_topic(method),
        _ => takes_business(method),
    });
    fields
}

/// The query that is answered.
fn inline_query<'a>(envelope: &Envelope<'a>) -> Result<&'a str, Undeliverable> {
    match envelope.event.map(|event| &event.kind) {
        Some(EventKind::InlineQuery(query)) => Ok(&query.id),
        _ => Err(Undeliverable("results answer an inline query, and this is none".to_owned())),
    }
}

/// The message that an emoji is put on: that which the reply quotes, else that which the event is about.
fn message(envelope: &Envelope<'_>) -> Result<i64, Undeliverable> {
    let of_event = envelope.event.and_then(|event| match &event.kind {
        EventKind::Reaction(reaction) => Some(reaction.message_id.as_str()),
        _ => event.message_id.as_deref(),
    });
    let id = envelope.quotes.or(of_event).or(envelope.to.last_message_id.as_deref());
    let id = id.and_then(|id| id.parse().ok());
    id.ok_or_else(|| Undeliverable("there is no message to put an emoji on".to_owned()))
}
