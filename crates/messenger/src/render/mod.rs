//! From a part of a reply to a call of the Send API.
//!
//! Source: [Send API reference](https://developers.facebook.com/docs/messenger-platform/reference/send-api).

mod body;
mod cards;
mod choices;
mod media;
mod native;

pub(crate) use self::cards::NOTHING_ELSE;

use serde::{Deserialize, de::IgnoredAny};
use serde_json::{Map, json};
use tertulia_core::{
    Call,
    adapter::{Envelope, Undeliverable},
    plan::Part,
};

pub(crate) fn render(part: &Part, envelope: &Envelope<'_>) -> Result<Call, Undeliverable> {
    let content = match part {
        Part::Text(text) => json!({ "text": text.plain() }),
        Part::Numbered { question, .. } => json!({ "text": question.text.plain() }),
        Part::Buttons { question, .. } => choices::button_template(question)?,
        Part::QuickReplies(question) => choices::quick_replies(question),
        Part::ContactRequest(text) => choices::phone_number(text),
        Part::Media(media) => media::attachment(media)?,
        Part::Album(album) => media::album(album)?,
        Part::Cards(carousel) => cards::generic_template(carousel)?,
        Part::Native(native) => return native::render(native, envelope),
        Part::Typing => {
            return body::action(
                Map::from_iter([("sender_action".to_owned(), "typing_on".into())]),
                envelope,
            );
        }
        Part::List(_) => return Err(Undeliverable("Messenger has no lists".to_owned())),
        _ => return Err(Undeliverable("Messenger does not know this form of message".to_owned())),
    };
    body::message(content, Map::new(), envelope)
}

/// Whether the call does or shows something in passing, such as typing, instead of sending a message.
pub(crate) fn is_action(call: &Call) -> bool {
    #[derive(Deserialize)]
    struct Body {
        sender_action: Option<IgnoredAny>,
    }
    let acts =
        || serde_json::from_str::<Body>(call.body.get()).is_ok_and(|body| body.sender_action.is_some());
    call.endpoint != body::MESSAGES || acts()
}
