//! From a part of a reply to a call of the Cloud API, a file for each form of message.
//!
//! Source: [sending messages](https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages).

mod address;
mod buttons;
mod cards;
mod contact;
mod content;
mod interactive;
mod list;
mod location;
mod media;
mod native;
mod receipt;
mod request;
mod text;

use serde::Serialize;
use serde_json::{Map, Value};
use tertulia_core::{
    Call,
    adapter::{Envelope, Undeliverable},
    plan::Part,
};

use crate::markup::markup;

use self::{address::Address, content::Content};

pub(crate) use self::{
    media::filename,
    receipt::{READ, is_receipt},
    text::PREVIEW_URL,
};

const MESSAGES: &str = "messages";

const PRODUCT: &str = "whatsapp";

pub(crate) fn render(part: &Part, envelope: &Envelope<'_>) -> Result<Call, Undeliverable> {
    let content = match part {
        Part::Text(text) => text::content(markup(text), envelope),
        Part::Numbered { question, .. } => text::content(markup(&question.text), envelope),
        Part::Buttons { question, .. } => {
            let body = markup(&question.text);
            Content::Interactive { interactive: buttons::below(None, body, &question.buttons)? }
        }
        Part::List(list) => Content::Interactive { interactive: list::interactive(list) },
        Part::Media(media) => media::content(media)?,
        Part::Cards(cards) => Content::Interactive { interactive: cards::interactive(cards)? },
        Part::Location(place) => Content::Location { location: location::Location::new(place) },
        Part::Contact(card) => Content::Contacts { contacts: [contact::Contact::new(card)] },
        Part::LocationRequest(text) => Content::Interactive { interactive: request::location(text) },
        Part::ContactRequest(text) => Content::Interactive { interactive: request::contact(text) },
        Part::Native(native) => return native::call(native, envelope),
        Part::Typing => return receipt::typing(envelope.to),
        Part::QuickReplies(_) => return refuse("WhatsApp has no choices that vanish"),
        _ => return refuse("WhatsApp does not know this form of message"),
    };
    if envelope.to.chat.group.is_some() && !content.fits_groups() {
        return refuse("WhatsApp groups have texts and media only, without buttons and lists");
    }
    send(content, envelope.quotes, envelope)
}

/// The call that sends a message which visibly answers another.
fn send(
    content: impl Serialize,
    quotes: Option<&str>,
    envelope: &Envelope<'_>,
) -> Result<Call, Undeliverable> {
    let send = Send {
        messaging_product: PRODUCT,
        address: Address::of(envelope.to)?,
        context: quotes.map(|message_id| Context { message_id }),
        content,
        biz_opaque_callback_data: envelope.reference,
    };
    Ok(call(&send, envelope.extras))
}

fn refuse<T>(reason: &str) -> Result<T, Undeliverable> {
    Err(Undeliverable(reason.to_owned()))
}

/// The call, with what the author adds.
fn call(send: &impl Serialize, extras: Option<&Map<String, Value>>) -> Call {
    let Some(extras) = extras.filter(|extras| extras.keys().any(|key| key != PREVIEW_URL)) else {
        return Call::new(MESSAGES, send);
    };
    let mut body = serde_json::to_value(send).expect("wire types are plain data");
    for (key, value) in extras.iter().filter(|(key, _)| *key != PREVIEW_URL) {
        merge(&mut body[key], value);
    }
    Call::new(MESSAGES, &body)
}

/// Objects are merged, anything else is replaced.
fn merge(into: &mut Value, value: &Value) {
    match (into, value) {
        (Value::Object(into), Value::Object(fields)) => {
            for (key, value) in fields {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (into, value) => *into = value.clone(),
    }
}

/// What is sent: content by its type, or as the author has it.
#[derive(Serialize)]
struct Send<'a, C> {
    messaging_product: &'static str,
    #[serde(flatten)]
    address: Address<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<Context<'a>>,
    #[serde(flatten)]
    content: C,
    // Comes back in the message's statuses; at most 512 characters.
    #[serde(skip_serializing_if = "str::is_empty")]
    biz_opaque_callback_data: &'a str,
}

/// The message that is visibly answered.
#[derive(Serialize)]
struct Context<'a> {
    message_id: &'a str,
}
