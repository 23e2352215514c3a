//! The `message` of a call.

use crate::graph::{Checked, Field};

use super::{attachment, quick_reply};

/// What a message is, as far as it decides when it may be sent.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    Ordinary,
    /// A template that Meta has approved.
    Utility,
    /// The template that asks for feedback.
    Feedback,
}

/// reference/send-api (v25.0): "less than 2000 characters".
const TEXT: usize = 1_999;
/// reference/send-api: "less than 1000 characters".
const METADATA: usize = 999;
/// send-messages (multiple images).
const IMAGES: usize = 30;

const FIELDS: [&str; 8] =
    ["text", "attachment", "attachments", "quick_replies", "metadata", "sticker_id", "template", "reply_to"];

pub(super) fn message(message: &Field<'_>) -> Checked<Kind> {
    message.only(&FIELDS)?;
    if let Some(metadata) = message.get("metadata") {
        metadata.any_text(METADATA)?;
    }
    let (name, content) =
        message.exactly_one(&["text", "attachment", "attachments", "sticker_id", "template"])?;
    let mut kind = Kind::Ordinary;
    match name {
        "text" => _ = content.text(TEXT)?,
        "attachment" => {
            if attachment::attachment(&content)? == Some("customer_feedback") {
                kind = Kind::Feedback;
            }
        }
        "attachments" => {
            for image in content.list(1..=IMAGES)? {
                image.need("type")?.one_of(&["image"])?;
                attachment::attachment(&image)?;
            }
        }
        "sticker_id" => {
            if !content.value.is_u64() {
                content.text(30)?;
            }
        }
        _ => {
            utility(&content)?;
            kind = Kind::Utility;
        }
    }
    if let Some(replies) = message.get("quick_replies") {
        if !["text", "attachment"].contains(&name) {
            return Err(replies.wrong("needs a text or an attachment"));
        }
        quick_reply::quick_replies(&replies)?;
    }
    Ok(kind)
}

/// utility-messages (2026-03).
fn utility(template: &Field<'_>) -> Checked {
    template.only(&["name", "language", "components"])?;
    template.need("name")?.text(512)?;
    template.need("language")?.need("code")?.text(20)?;
    let Some(components) = template.get("components") else { return Ok(()) };
    for component in components.list(0..=10)? {
        component.only(&["type", "parameters"])?;
        component.need("type")?.text(30)?;
        for parameter in component.need("parameters")?.list(1..=50)? {
            parameter.need("type")?.text(30)?;
        }
    }
    Ok(())
}
