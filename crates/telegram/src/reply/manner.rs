//! How something is said on Telegram.

use serde_json::{Value, json};
use tertulia_core::{Platform, Reply};

use crate::call::{COLUMNS, KEYBOARD, PIN, REMOVE_KEYBOARD};

/// How something is said on Telegram; see [`TelegramReply::telegram`](super::TelegramReply::telegram).
///
/// What a message has no place for is left out: a text has no spoiler, and a group sees no effects.
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use]
pub struct Manner {
    fields: Vec<(String, Value)>,
    /// Whether titles can be typed.
    typed: bool,
}

impl Manner {
    pub(super) fn apply<To: Clone>(self, reply: &Reply<To>) -> Reply<To> {
        let reply = if self.typed { reply.typed_postbacks(true) } else { reply.clone() };
        let add = |reply: Reply<To>, (field, value)| reply.extra(Platform::TELEGRAM, field, value);
        self.fields.into_iter().fold(reply, add)
    }

    /// Shows so many buttons side by side, 8 at most. Without it as many as their titles leave room for.
    pub fn columns(self, columns: usize) -> Self {
        self.field(COLUMNS, columns)
    }

    /// Makes no sound.
    pub fn silent(self) -> Self {
        self.field("disable_notification", true)
    }

    /// Keeps what is said from being forwarded and saved.
    pub fn protected(self) -> Self {
        self.field("protect_content", true)
    }

    /// Comes with an animation, by Telegram's id of it. In groups there is none.
    pub fn effect(self, id: impl Into<String>) -> Self {
        self.field("message_effect_id", id.into())
    }

    /// Hides pictures and films until they are touched.
    pub fn spoiler(self) -> Self {
        self.field("has_spoiler", true)
    }

    /// Shows the caption above a picture or film rather than below it.
    pub fn caption_above(self) -> Self {
        self.field("show_caption_above_media", true)
    }

    /// Shows no preview of a page whose address stands in a text.
    pub fn no_preview(self) -> Self {
        self.field("link_preview_options", json!({ "is_disabled": true }))
    }

    /// Shows the preview of a page with a large picture.
    pub fn large_preview(self) -> Self {
        self.field("link_preview_options", json!({ "prefer_large_media": true }))
    }

    /// Shows the buttons as a keyboard in the place of the person's own. It stays for later messages until
    /// [`Manner::remove_keyboard`]; that of quick replies hides once one is pressed.
    ///
    /// Such a button writes its title, as if typed, so titles can be typed here, too, as with
    /// [`Reply::typed_postbacks`]. Where a button does anything but come back as a press, the buttons stay below the
    /// message; so they do for business accounts, which have no keyboards.
    pub fn keyboard(self) -> Self {
        Self { typed: true, ..self }.field(KEYBOARD, true)
    }

    /// Takes the keyboard away that an earlier message has brought. A message with buttons does not.
    pub fn remove_keyboard(self) -> Self {
        self.field(REMOVE_KEYBOARD, true)
    }

    /// Pins the message. In groups the bot has to be an administrator who may; else the message is there, and the pinning
    /// fails with a `delivery_failed` event.
    pub fn pinned(self) -> Self {
        self.field(PIN, true)
    }

    /// Adds any field of the Bot API's sending methods.
    pub fn field(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.fields.push((name.to_owned(), value.into()));
        self
    }
}
