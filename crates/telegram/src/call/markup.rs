//! What stands below a message.

use serde::Serialize;
use tertulia_core::Button;

use super::{keyboard::InlineKeyboard, reply_keyboard::ReplyKeyboard, sending::Sending};

/// `reply_markup`: a message has one at most.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Markup<'a> {
    Inline(InlineKeyboard<'a>),
    Reply(ReplyKeyboard<'a>),
    Removal { remove_keyboard: bool },
}

impl<'a> Markup<'a> {
    /// The buttons, as the author wants them. `once` tells that they are gone once one is pressed.
    pub(super) fn of(buttons: &'a [Button<String>], once: bool, sending: &Sending<'_>) -> Option<Self> {
        if buttons.is_empty() {
            return None;
        }
        let (columns, target) = (sending.manner.columns(), &sending.target);
        if sending.manner.keyboard()
            && target.takes_keyboards()
            && let Some(mut keyboard) = ReplyKeyboard::of(buttons, columns)
        {
            keyboard.one_time_keyboard = once;
            keyboard.selective = !target.is_private() && sending.quotes();
            return Some(Self::Reply(keyboard));
        }
        Some(Self::Inline(InlineKeyboard::new(buttons, columns, target.is_private())))
    }

    /// Takes a keyboard away: <https://core.telegram.org/bots/api#replykeyboardremove>.
    pub(super) fn removal() -> Self {
        Self::Removal { remove_keyboard: true }
    }
}
