//! A keyboard in the place of the person's own. Its buttons send their titles as texts.

use serde::Serialize;
use serde_json::{Map, Value};
use tertulia_core::{Button, Platform};

use super::keyboard;

/// <https://core.telegram.org/bots/api#replykeyboardmarkup>
#[derive(Serialize)]
pub(super) struct ReplyKeyboard<'a> {
    keyboard: Vec<Vec<KeyboardButton<'a>>>,
    /// As high as its rows need, rather than as the person's own.
    resize_keyboard: bool,
    /// Whether it goes once something was pressed.
    #[serde(skip_serializing_if = "is_not")]
    pub(super) one_time_keyboard: bool,
    /// Whether only the person sees it whose message is answered.
    #[serde(skip_serializing_if = "is_not")]
    pub(super) selective: bool,
}

/// <https://core.telegram.org/bots/api#keyboardbutton>
#[derive(Serialize)]
struct KeyboardButton<'a> {
    text: &'a str,
    #[serde(flatten)]
    looks: Map<String, Value>,
    #[serde(skip_serializing_if = "is_not")]
    request_location: bool,
    #[serde(skip_serializing_if = "is_not")]
    request_contact: bool,
}

/// What a button of a keyboard can look like.
const LOOKS: [&str; 2] = ["icon_custom_emoji_id", "style"];

impl<'a> ReplyKeyboard<'a> {
    /// A keyboard of these buttons, whose titles are typed as it were. `None` if one of them does anything else.
    pub(super) fn of(buttons: &'a [Button<String>], columns: Option<usize>) -> Option<Self> {
        let presses = buttons.iter().all(|button| button.payload().is_some());
        let button = |button: &'a Button<String>| {
            let looks = button.extras.of(Platform::TELEGRAM).into_iter().flatten();
            let looks = looks.filter(|(look, _)| LOOKS.contains(&look.as_str()));
            let looks = looks.map(|(look, value)| (look.clone(), value.clone())).collect();
            KeyboardButton { looks, ..KeyboardButton::new(&button.title) }
        };
        presses.then(|| Self::new(keyboard::rows(buttons, columns, button)))
    }

    /// A keyboard of one button that tells where the person is.
    pub(super) fn location(title: &'a str) -> Self {
        Self::request(KeyboardButton { request_location: true, ..KeyboardButton::new(title) })
    }

    /// A keyboard of one button that tells the person's phone number.
    pub(super) fn contact(title: &'a str) -> Self {
        Self::request(KeyboardButton { request_contact: true, ..KeyboardButton::new(title) })
    }

    fn request(button: KeyboardButton<'a>) -> Self {
        Self { one_time_keyboard: true, ..Self::new(vec![vec![button]]) }
    }

    fn new(keyboard: Vec<Vec<KeyboardButton<'a>>>) -> Self {
        Self { keyboard, resize_keyboard: true, one_time_keyboard: false, selective: false }
    }
}

impl<'a> KeyboardButton<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, looks: Map::new(), request_location: false, request_contact: false }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_not(flag: &bool) -> bool {
    !flag
}
