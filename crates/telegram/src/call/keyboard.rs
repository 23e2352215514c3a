//! Buttons below a message, in rows.

use serde::{Serialize, Serializer, ser::SerializeMap as _};
use serde_json::json;
use tertulia_core::{Button, Platform, message::Action};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::limits;

/// <https://core.telegram.org/bots/api#inlinekeyboardmarkup>
#[derive(Serialize)]
pub(super) struct InlineKeyboard<'a> {
    inline_keyboard: Vec<Vec<InlineButton<'a>>>,
}

/// <https://core.telegram.org/bots/api#inlinekeyboardbutton>
struct InlineButton<'a> {
    button: &'a Button<String>,
    /// Whether it stands in a private chat.
    private: bool,
}

impl<'a> InlineKeyboard<'a> {
    pub(super) fn new(buttons: &'a [Button<String>], columns: Option<usize>, private: bool) -> Self {
        Self { inline_keyboard: rows(buttons, columns, |button| InlineButton { button, private }) }
    }

    /// The same with one more row.
    pub(super) fn and(mut self, row: &'a [Button<String>], private: bool) -> Self {
        self.inline_keyboard.push(row.iter().map(|button| InlineButton { button, private }).collect());
        self
    }
}

impl Serialize for InlineButton<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const OWN: [&str; 5] = ["callback_data", "copy_text", "text", "url", "web_app"];
        let mut button = serializer.serialize_map(None)?;
        button.serialize_entry("text", &self.button.title)?;
        match &self.button.action {
            Action::Postback(payload) => button.serialize_entry("callback_data", payload)?,
            Action::Copy(text) => button.serialize_entry("copy_text", &json!({ "text": text }))?,
            // "Available only in private chats"; elsewhere the page is opened in a browser.
            Action::WebApp(url) if self.private => {
                button.serialize_entry("web_app", &json!({ "url": url }))?;
            }
            Action::WebApp(url) | Action::Link(url) => button.serialize_entry("url", url)?,
            // The planner writes these into the text: see `limits::CAPABILITIES`.
            _ => {}
        }
        let extras = self.button.extras.of(Platform::TELEGRAM).into_iter().flatten();
        for (field, value) in extras.filter(|(field, _)| !OWN.contains(&field.as_str())) {
            button.serialize_entry(field, value)?;
        }
        button.end()
    }
}

/// The buttons in rows of so many, or of as many as their titles leave room for.
pub(super) fn rows<'a, T>(
    buttons: &'a [Button<String>],
    columns: Option<usize>,
    shown: impl FnMut(&'a Button<String>) -> T,
) -> Vec<Vec<T>> {
    let longest = || buttons.iter().map(|button| button.title.graphemes(true).count()).max().unwrap_or(0);
    let columns = columns.unwrap_or_else(|| self::columns(longest())).clamp(1, limits::COLUMNS);
    let mut shown = buttons.iter().map(shown);
    row_lengths(buttons.len(), columns).map(|length| shown.by_ref().take(length).collect()).collect()
}

/// How many buttons fit side by side, after the longest title in characters as people count them.
///
/// The clients make all buttons of a row equally wide and cut what is too long. On a telephone a row holds
/// about 40 characters, less the margins of each button.
fn columns(longest: usize) -> usize {
    match longest {
        0..=8 => 3,
        9..=16 => 2,
        _ => 1,
    }
}

/// As few rows as the columns allow, as even as possible, the longer ones first: four buttons in three
/// columns are two and two.
fn row_lengths(buttons: usize, columns: usize) -> impl Iterator<Item = usize> {
    let rows = buttons.div_ceil(columns);
    (0..rows).map(move |row| (buttons - row).div_ceil(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_few_and_even() {
        let cases: [(usize, usize, &[usize]); 9] = [
            (0, 3, &[]),
            (1, 3, &[1]),
            (3, 3, &[3]),
            (4, 3, &[2, 2]),
            (5, 3, &[3, 2]),
            (7, 3, &[3, 2, 2]),
            (8, 3, &[3, 3, 2]),
            (3, 2, &[2, 1]),
            (3, 1, &[1, 1, 1]),
        ];
        for (buttons, columns, expected) in cases {
            let lengths: Vec<usize> = row_lengths(buttons, columns).collect();
            assert_eq!(lengths, expected, "{buttons} buttons, {columns} columns");
        }
    }

    #[test]
    fn every_button_is_in_a_row_once() {
        for buttons in 0..=100 {
            for columns in 1..=3 {
                let lengths: Vec<usize> = row_lengths(buttons, columns).collect();
                assert_eq!(lengths.iter().sum::<usize>(), buttons);
                assert!(lengths.iter().all(|length| (1..=columns).contains(length)));
            }
        }
    }

    #[test]
    fn one_long_title_makes_room_for_all() {
        let rows = |titles: &[&str], columns| {
            let button = |title: &&str| Button::carrying(*title, "p".to_owned());
            let buttons: Vec<_> = titles.iter().map(button).collect();
            let keyboard = InlineKeyboard::new(&buttons, columns, true);
            keyboard.inline_keyboard.iter().map(Vec::len).collect::<Vec<_>>()
        };
        assert_eq!(rows(&["Yes", "No", "Perhaps"], None), [3]);
        assert_eq!(rows(&["Of course!", "Not really 🤷"], None), [2]);
        assert_eq!(rows(&["Yes", "No", "Tell me more about it"], None), [1, 1, 1]);
        assert_eq!(rows(&["👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "b", "c"], None), [3]);
        assert_eq!(rows(&["Yes", "No", "Perhaps", "Never"], Some(1)), [1, 1, 1, 1], "as the author says");
        assert_eq!(rows(&["Yes"; 10], Some(99)), [5, 5], "and no more than a message shows");
    }
}
