//! Parts of replies, written as calls of the Bot API.

mod about;
mod entities;
mod keyboard;
mod leaf;
mod notice;
mod readdress;
mod target;

use serde::Serialize;
use tertulia_core::{
    Call, Destination,
    adapter::{Envelope, Undeliverable},
    plan::Part,
};

use self::{keyboard::InlineKeyboard, target::Target};

pub(crate) use about::about;
pub use entities::{Entity, Formatted, formatted};
pub(crate) use notice::answer_press;
pub(crate) use readdress::readdress;

pub(crate) const SEND_MESSAGE: &str = "sendMessage";
pub(crate) const SEND_CHAT_ACTION: &str = "sendChatAction";
pub(crate) const EDIT_REPLY_MARKUP: &str = "editMessageReplyMarkup";
pub(crate) const ANSWER_CALLBACK_QUERY: &str = "answerCallbackQuery";

/// Writes a part as a call to where it goes.
pub(crate) fn render(part: &Part, envelope: &Envelope<'_>) -> Result<Call, Undeliverable> {
    let target = Target::of(envelope.to)?;
    match part {
        Part::Text(text) => Ok(SendMessage { target, text: text.as_str(), reply_markup: None }.call()),
        Part::Buttons { question, .. } => {
            let keyboard = InlineKeyboard::new(&question.buttons);
            Ok(SendMessage { target, text: question.text.as_str(), reply_markup: Some(keyboard) }.call())
        }
        Part::Leaf(card) => leaf::leaf(card, envelope),
        Part::Typing => Ok(Call::new(SEND_CHAT_ACTION, &SendChatAction { target, action: "typing" })),
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

/// <https://core.telegram.org/bots/api#sendmessage>
#[derive(Serialize)]
struct SendMessage<'a> {
    #[serde(flatten)]
    target: Target<'a>,
    // Without `parse_mode` nothing in it is markup.
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_markup: Option<InlineKeyboard<'a>>,
}

impl SendMessage<'_> {
    fn call(&self) -> Call {
        Call::new(SEND_MESSAGE, self)
    }
}

/// <https://core.telegram.org/bots/api#sendchataction>
#[derive(Serialize)]
struct SendChatAction<'a> {
    #[serde(flatten)]
    target: Target<'a>,
    action: &'static str,
}
