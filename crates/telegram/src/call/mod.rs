//! Parts of replies, written as calls of the Bot API.

mod about;
mod album;
mod contact;
mod edit;
mod entities;
mod keyboard;
mod leaf;
mod manner;
mod markup;
mod media;
mod method;
mod native;
mod notice;
mod pin;
mod place;
mod readdress;
mod reply_keyboard;
mod request;
mod sending;
mod target;
mod text;

use serde::Serialize;
use tertulia_core::{
    Call, Destination,
    adapter::{Envelope, Undeliverable},
    plan::Part,
};

use self::{sending::Sending, target::Target};

pub(crate) use about::{about, edited};
pub(crate) use edit::{delete, edit};
pub use entities::{Entity, Formatted, formatted};
pub(crate) use manner::{COLUMNS, KEYBOARD, PIN, REMOVE_KEYBOARD};
pub(crate) use method::{
    ANSWER_CALLBACK_QUERY, ANSWER_INLINE_QUERY, DELETE_MESSAGE, EDIT_REPLY_MARKUP, PIN_MESSAGE,
    SEND_CHAT_ACTION, SET_REACTION, is_message, shows,
};
pub(crate) use notice::answer_press;
pub(crate) use pin::pin;
pub(crate) use readdress::readdress;

/// Writes a part as a call to where it goes.
pub(crate) fn render(part: &Part, envelope: &Envelope<'_>) -> Result<Call, Undeliverable> {
    let sending = Sending::new(envelope)?;
    match part {
        Part::Text(text) => Ok(text::text(text, &sending)),
        // The choices stand in the text, and are typed.
        Part::Numbered { question, .. } => Ok(text::text(&question.text, &sending)),
        Part::Buttons { question, vanish } => Ok(text::question(question, *vanish, &sending)),
        Part::Media(media) => media::media(media, &sending),
        Part::Album(album) => album::album(album, &sending),
        Part::Location(place) => Ok(place::place(place, &sending)),
        Part::Contact(card) => contact::contact(card, &sending),
        Part::LocationRequest(text) => Ok(request::location(text, &sending)),
        Part::ContactRequest(text) => Ok(request::contact(text, &sending)),
        Part::Native(native) => native::native(native, &sending, envelope),
        Part::Typing => {
            Ok(Call::new(SEND_CHAT_ACTION, &SendChatAction { target: sending.target, action: "typing" }))
        }
        Part::Leaf(card) => leaf::leaf(card, &sending),
        _ => Err(Undeliverable("Telegram has no widget of this form".to_owned())),
    }
}

/// The call that takes the buttons away from a message that is named later.
///
/// Without a `reply_markup` there is none from then on:
/// <https://core.telegram.org/bots/api#editmessagereplymarkup>.
pub(crate) fn take_buttons(to: &Destination) -> Option<Call> {
    let target = Target::of(to).ok()?.without_topic();
    Some(Call::new(EDIT_REPLY_MARKUP, &target))
}

/// <https://core.telegram.org/bots/api#sendchataction>
#[derive(Serialize)]
struct SendChatAction<'a> {
    #[serde(flatten)]
    target: Target<'a>,
    action: &'static str,
}
