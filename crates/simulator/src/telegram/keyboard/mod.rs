//! Keyboards: below a message, and in the place of the letters.

mod inline;
mod markup;
mod reply;

pub(super) use inline::{Does, InlineButton, InlineKeyboard};
pub(super) use markup::Markup;
pub(super) use reply::{Key, ReplyKeyboard, Request};
