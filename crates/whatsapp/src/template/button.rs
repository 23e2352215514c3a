//! What goes into the buttons of a template.

use serde_json::{Value, json};
use tertulia_core::{ButtonPayload, Native, Payload, message::Action};

#[derive(Clone, Debug)]
pub(super) enum Button {
    QuickReply(ButtonPayload),
    Url(String),
    CopyCode(String),
}

/// The longest payload, in bytes. No page tells one; what is longer than this is kept in the store, and the button
/// carries a token.
const PAYLOAD: usize = 128;

impl Button {
    pub(super) fn typed(payload: impl Payload) -> Self {
        let button = tertulia_core::Button::new("", payload);
        match button.action {
            Action::Postback(payload) => Self::QuickReply(payload),
            _ => unreachable!("a button with a payload carries it"),
        }
    }

    pub(super) fn write(self, place: u8, native: &mut Native) -> Value {
        let (kind, parameter) = match self {
            Self::QuickReply(payload) => {
                ("quick_reply", json!({ "type": "payload", "payload": native.payload(payload, PAYLOAD) }))
            }
            Self::Url(suffix) => ("url", json!({ "type": "text", "text": suffix })),
            Self::CopyCode(code) => ("copy_code", json!({ "type": "coupon_code", "coupon_code": code })),
        };
        json!({ "type": "button", "sub_type": kind, "index": place.to_string(), "parameters": [parameter] })
    }
}
