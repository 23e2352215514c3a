//! Texts, with or without buttons.

use serde::Serialize;
use tertulia_core::{Call, Question, RichText};

use super::{
    entities::{Entity, Formatted, formatted},
    markup::Markup,
    method::SEND_MESSAGE,
    sending::Sending,
};

/// <https://core.telegram.org/bots/api#sendmessage>
#[derive(Serialize)]
struct Content {
    // Without `parse_mode` nothing in it is markup.
    text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entities: Vec<Entity>,
}

/// A text.
pub(super) fn text(text: &RichText, sending: &Sending<'_>) -> Call {
    with(text, None, sending)
}

/// A text with buttons below it.
pub(super) fn question(question: &Question<String>, vanish: bool, sending: &Sending<'_>) -> Call {
    with(&question.text, Markup::of(&question.buttons, vanish, sending), sending)
}

/// A text with that below it.
pub(super) fn with(text: &RichText, markup: Option<Markup<'_>>, sending: &Sending<'_>) -> Call {
    let Formatted { text, entities } = formatted(text);
    sending.call(SEND_MESSAGE, &Content { text, entities }, markup)
}
