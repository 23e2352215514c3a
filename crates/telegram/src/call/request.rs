//! Texts that ask where the person is, or for the phone number.

use tertulia_core::{Call, RichText};

use super::{markup::Markup, reply_keyboard::ReplyKeyboard, sending::Sending, text};

/// Asks where the person is.
pub(super) fn location(text: &RichText, sending: &Sending<'_>) -> Call {
    with(text, ReplyKeyboard::location("📍"), sending)
}

/// Asks for the phone number.
pub(super) fn contact(text: &RichText, sending: &Sending<'_>) -> Call {
    with(text, ReplyKeyboard::contact("📞"), sending)
}

/// Such buttons are "available in private chats only": elsewhere it is a mere text, and a place or card can be sent by
/// hand. What stands on the button is the same in every language.
fn with(text: &RichText, keyboard: ReplyKeyboard<'_>, sending: &Sending<'_>) -> Call {
    let can = sending.target.is_private() && sending.target.takes_keyboards();
    text::with(text, can.then_some(Markup::Reply(keyboard)), sending)
}
