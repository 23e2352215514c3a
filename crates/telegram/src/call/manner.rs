//! How something is said, as the author says it for Telegram alone.

use serde_json::{Map, Value};

use super::markup::Markup;

/// Words that are no fields: how many buttons stand in a row …
pub(crate) const COLUMNS: &str = "$columns";
/// … that a keyboard takes the place of the buttons …
pub(crate) const KEYBOARD: &str = "$keyboard";
/// … that one is taken away …
pub(crate) const REMOVE_KEYBOARD: &str = "$remove_keyboard";
/// … and that the message is pinned once it is there.
pub(crate) const PIN: &str = "$pin";

pub(super) const SPOILER: &str = "has_spoiler";
const EFFECT: &str = "message_effect_id";
const SILENT: &str = "disable_notification";

/// Methods of pictures and films.
const SEEN: &[&str] = &["sendAnimation", "sendPhoto", "sendVideo"];

/// Fields that only some methods have. A manner is that of several messages, so elsewhere they are left out.
const ONLY: &[(&str, &[&str])] =
    &[("link_preview_options", &["sendMessage"]), (SPOILER, SEEN), ("show_caption_above_media", SEEN)];

/// How something is said.
pub(super) struct Manner<'a>(Option<&'a Map<String, Value>>);

impl<'a> Manner<'a> {
    pub(super) fn new(extras: Option<&'a Map<String, Value>>) -> Self {
        Self(extras)
    }

    /// How many buttons stand in a row, if the author says it.
    pub(super) fn columns(&self) -> Option<usize> {
        self.value(COLUMNS)?.as_u64()?.try_into().ok()
    }

    /// Whether a keyboard takes the place of the buttons.
    pub(super) fn keyboard(&self) -> bool {
        self.says(KEYBOARD)
    }

    /// Whether the message is pinned.
    pub(super) fn pin(&self) -> bool {
        self.says(PIN)
    }

    /// Whether it makes no sound.
    pub(super) fn silent(&self) -> bool {
        self.says(SILENT)
    }

    /// Whether pictures and films are hidden until they are touched.
    pub(super) fn spoiler(&self) -> bool {
        self.says(SPOILER)
    }

    /// What takes a keyboard away, if that is wanted. An album has no place for it.
    pub(super) fn removal(&self, method: &str) -> Option<Markup<'static>> {
        (self.says(REMOVE_KEYBOARD) && method != "sendMediaGroup").then(Markup::removal)
    }

    /// The fields for a call of that method. Effects are "for private chats only".
    pub(super) fn fields(
        &self,
        method: &str,
        private: bool,
    ) -> impl Iterator<Item = (&'a String, &'a Value)> {
        let fits = move |field: &str| {
            let only = ONLY.iter().find(|(of_some, _)| *of_some == field);
            !field.starts_with('$')
                && (private || field != EFFECT)
                && only.is_none_or(|(_, methods)| methods.contains(&method))
        };
        self.0.into_iter().flatten().filter(move |(field, _)| fits(field))
    }

    fn says(&self, word: &str) -> bool {
        self.value(word).and_then(Value::as_bool).unwrap_or_default()
    }

    fn value(&self, word: &str) -> Option<&'a Value> {
        self.0?.get(word)
    }
}
