//! From a part of a reply to a call of the Cloud API.
//!
//! Source: [sending messages](https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages).

use serde::{Deserialize, Serialize, de::IgnoredAny};
use tertulia_core::{
    Call, Destination,
    adapter::{Envelope, Undeliverable},
    plan::Part,
};

use crate::{BSUID, PARENT_BSUID, WA_ID, interactive::Interactive};

const MESSAGES: &str = "messages";

const PRODUCT: &str = "whatsapp";

pub(crate) fn render(part: &Part, envelope: &Envelope<'_>) -> Result<Call, Undeliverable> {
    let Envelope { to, reference, .. } = *envelope;
    let content = match part {
        Part::Text(text) => Content::Text { text: Text { body: text.as_str() } },
        Part::Typing => return typing(to),
        Part::Buttons { question, .. } => {
            Content::Interactive { interactive: Interactive::buttons(question) }
        }
        Part::List(list) => Content::Interactive { interactive: Interactive::list(list) },
        Part::QuickReplies(_) => return refuse("WhatsApp has no choices that vanish"),
        _ => return refuse("WhatsApp does not know this form of message"),
    };
    if to.chat.group.is_some() && matches!(content, Content::Interactive { .. }) {
        return refuse("WhatsApp groups have no buttons and lists");
    }
    let address = address(to)?;
    let send = Send { messaging_product: PRODUCT, address, content, biz_opaque_callback_data: reference };
    Ok(Call::new(MESSAGES, &send))
}

/// Whether the call shows that the bot is writing, instead of sending a message.
pub(crate) fn is_typing(call: &Call) -> bool {
    #[derive(Deserialize)]
    struct Body {
        typing_indicator: Option<IgnoredAny>,
    }
    serde_json::from_str::<Body>(call.body.get()).is_ok_and(|body| body.typing_indicator.is_some())
}

fn refuse<T>(reason: &str) -> Result<T, Undeliverable> {
    Err(Undeliverable(reason.to_owned()))
}

/// The sign of writing goes with the receipt for a message, which it therefore needs.
fn typing(to: &Destination) -> Result<Call, Undeliverable> {
    let Some(message_id) = &to.last_message_id else {
        return refuse("WhatsApp shows typing only below a message that came in");
    };
    let typing = Typing {
        messaging_product: PRODUCT,
        status: "read",
        message_id,
        typing_indicator: TypingIndicator { kind: "text" },
    };
    Ok(Call::new(MESSAGES, &typing))
}

/// The phone number if it is known, since it is what every part of the API takes.
fn address(to: &Destination) -> Result<Address<'_>, Undeliverable> {
    if let Some(group) = &to.chat.group {
        return Ok(Address { recipient_type: "group", to: Some(group), recipient: None });
    }
    let number = to.alias(WA_ID);
    let recipient = match number {
        Some(_) => None,
        None => to.alias(BSUID).or_else(|| to.alias(PARENT_BSUID)),
    };
    if number.is_none() && recipient.is_none() {
        return refuse("the person has neither phone number nor business-scoped id");
    }
    Ok(Address { recipient_type: "individual", to: number, recipient })
}

#[derive(Serialize)]
struct Send<'a> {
    messaging_product: &'static str,
    #[serde(flatten)]
    address: Address<'a>,
    #[serde(flatten)]
    content: Content<'a>,
    // Comes back in the message's statuses; at most 512 characters.
    #[serde(skip_serializing_if = "str::is_empty")]
    biz_opaque_callback_data: &'a str,
}

#[derive(Serialize)]
struct Address<'a> {
    recipient_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Content<'a> {
    Text { text: Text<'a> },
    Interactive { interactive: Interactive<'a> },
}

#[derive(Serialize)]
struct Text<'a> {
    body: &'a str,
}

#[derive(Serialize)]
struct Typing<'a> {
    messaging_product: &'static str,
    status: &'static str,
    message_id: &'a str,
    typing_indicator: TypingIndicator,
}

#[derive(Serialize)]
struct TypingIndicator {
    #[serde(rename = "type")]
    kind: &'static str,
}
