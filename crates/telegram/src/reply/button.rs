//! What a button looks like on Telegram.

use serde_json::Value;
use tertulia_core::{Button, Platform};

use super::sealed;

/// What Telegram alone has, on [`Button`].
pub trait TelegramButton: sealed::Sealed {
    /// Makes the button look on Telegram as it does nowhere else.
    ///
    /// ```
    /// use tertulia_core::Button;
    /// use tertulia_telegram::reply::TelegramButton as _;
    ///
    /// let delete = Button::postback("Delete", "delete").telegram(|b| b.danger());
    /// ```
    #[must_use]
    fn telegram(self, look: impl FnOnce(Look) -> Look) -> Button;
}

impl TelegramButton for Button {
    fn telegram(self, look: impl FnOnce(Look) -> Look) -> Button {
        look(Look(self)).0
    }
}

/// What a button looks like on Telegram.
#[derive(Debug)]
#[must_use]
pub struct Look(Button);

impl Look {
    /// Red: it destroys something.
    pub fn danger(self) -> Self {
        self.field("style", "danger")
    }

    /// Green: it agrees to something.
    pub fn success(self) -> Self {
        self.field("style", "success")
    }

    /// Blue: it is the one that most people want.
    pub fn primary(self) -> Self {
        self.field("style", "primary")
    }

    /// Shows a custom emoji before the title, by Telegram's id of it. Only bots whose owner has paid for that may.
    pub fn icon(self, custom_emoji_id: impl Into<String>) -> Self {
        self.field("icon_custom_emoji_id", custom_emoji_id.into())
    }

    /// Adds any field of the Bot API's inline buttons.
    pub fn field(self, name: &str, value: impl Into<Value>) -> Self {
        Self(self.0.extra(Platform::TELEGRAM, name, value))
    }
}
