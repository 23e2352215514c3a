//! The receipt for a message that came in, and with it the sign of writing: messages/mark-message-as-read,
//! typing-indicators.

use serde::{Deserialize, Serialize, de::IgnoredAny};
use tertulia_core::{Call, Destination, adapter::Undeliverable};

use super::{MESSAGES, PRODUCT, refuse};

#[derive(Serialize)]
struct Receipt<'a> {
    messaging_product: &'static str,
    status: &'static str,
    message_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    typing_indicator: Option<TypingIndicator>,
}

#[derive(Serialize)]
struct TypingIndicator {
    #[serde(rename = "type")]
    kind: &'static str,
}

/// Whether the call is a receipt and no message.
pub(crate) fn is_receipt(call: &Call) -> bool {
    #[derive(Deserialize)]
    struct Body {
        status: Option<IgnoredAny>,
    }
    serde_json::from_str::<Body>(call.body.get()).is_ok_and(|body| body.status.is_some())
}

/// The sign of writing goes with the receipt for a message, which it therefore needs.
pub(super) fn typing(to: &Destination) -> Result<Call, Undeliverable> {
    match &to.last_message_id {
        Some(message_id) => Ok(receipt(message_id, Some(TypingIndicator { kind: "text" }))),
        None => refuse("WhatsApp shows typing only below a message that came in"),
    }
}

pub(super) fn read(message_id: &str) -> Call {
    receipt(message_id, None)
}

fn receipt(message_id: &str, typing_indicator: Option<TypingIndicator>) -> Call {
    let receipt = Receipt { messaging_product: PRODUCT, status: READ, message_id, typing_indicator };
    Call::new(MESSAGES, &receipt)
}

pub(crate) const READ: &str = "read";
