//! What people do to messages that were sent.

use serde::Deserialize;
use serde_json::value::RawValue;
use tertulia_core::{Edited, Reaction};
use tertulia_graph::lenient;

use crate::attachment::Content;

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(default, deserialize_with = "lenient::object")]
    reaction: Option<WireReaction>,
    #[serde(borrow, default, deserialize_with = "lenient::object")]
    edit: Option<Edit<'a>>,
}

/// An emoji on a message; without one it was taken back.
#[derive(Deserialize)]
struct WireReaction {
    #[serde(default, deserialize_with = "lenient::id")]
    message_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    emoji: Option<String>,
}

/// A message as it is now.
///
/// Source: the page "Edit messages webhook reference" of the WhatsApp documentation, 2025-12-03. Numbers that are not
/// told of edits get a message of type `unsupported` instead.
#[derive(Deserialize)]
struct Edit<'a> {
    #[serde(default, deserialize_with = "lenient::id")]
    original_message_id: Option<String>,
    #[serde(borrow)]
    message: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Now {
    #[serde(default, rename = "type", deserialize_with = "lenient::string")]
    kind: Option<String>,
    #[serde(default, deserialize_with = "lenient::object")]
    text: Option<Text>,
}

#[derive(Deserialize)]
struct Text {
    #[serde(default, deserialize_with = "lenient::string")]
    body: Option<String>,
}

/// The emoji that a message of type `reaction` puts on another, or takes back.
pub(crate) fn reaction(raw: &RawValue) -> Option<Reaction> {
    let WireReaction { message_id, emoji } = lenient::read::<Message<'_>>(raw)?.reaction?;
    let message_id = message_id?;
    Some(match emoji {
        Some(_) => Reaction::added(message_id, emoji),
        None => Reaction::removed(message_id, None),
    })
}

/// The message that a message of type `edit` changes, as it is now, and its id.
pub(crate) fn edited(raw: &RawValue) -> Option<(Edited, Option<String>)> {
    let Edit { original_message_id, message } = lenient::read::<Message<'_>>(raw)?.edit?;
    let message = message?;
    let now: Now = lenient::read(message)?;
    let edited = match now.text.and_then(|text| text.body) {
        Some(text) => Edited::Text(text),
        None => Edited::Attachments(lenient::read::<Content<'_>>(message)?.read(now.kind.as_deref()?)?),
    };
    Some((edited, original_message_id))
}
