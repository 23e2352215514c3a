//! Buttons below a message, in rows.

use serde::Serialize;
use tertulia_core::Button;
use unicode_segmentation::UnicodeSegmentation as _;

/// <https://core.telegram.org/bots/api#inlinekeyboardmarkup>
#[derive(Serialize)]
pub(super) struct InlineKeyboard<'a> {
    inline_keyboard: Vec<Vec<InlineButton<'a>>>,
}

impl<'a> InlineKeyboard<'a> {
    /// The same with one more row.
    pub(super) fn and(mut self, row: &'a [Button<String>]) -> Self {
        self.inline_keyboard.push(row.iter().filter_map(InlineButton::of).collect());
        self
    }
}

#[derive(Serialize)]
struct InlineButton<'a> {
    text: &'a str,
    callback_data: &'a str,
}

impl<'a> InlineKeyboard<'a> {
    pub(super) fn new(buttons: &'a [Button<String>]) -> Self {
        let longest = buttons.iter().map(|button| button.title.graphemes(true).count()).max().unwrap_or(0);
        let mut rest = buttons.iter();
        let row = |length| {
            let buttons = rest.by_ref().take(length);
            buttons.filter_map(InlineButton::of).collect()
        };
        Self { inline_keyboard: row_lengths(buttons.len(), columns(longest)).map(row).collect() }
    }
}

impl<'a> InlineButton<'a> {
    fn of(button: &'a Button<String>) -> Option<Self> {
        button.payload().map(|payload| Self { text: &button.title, callback_data: payload })
    }
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
    use tertulia_core::message::Action;

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
        let rows = |titles: &[&str]| {
            let button = |title: &&str| Button {
                title: (*title).to_owned(),
                action: Action::Postback("p".to_owned()),
            };
            let buttons: Vec<_> = titles.iter().map(button).collect();
            let keyboard = InlineKeyboard::new(&buttons);
            keyboard.inline_keyboard.iter().map(Vec::len).collect::<Vec<_>>()
        };
        assert_eq!(rows(&["Yes", "No", "Perhaps"]), [3]);
        assert_eq!(rows(&["Of course!", "Not really 🤷"]), [2]);
        assert_eq!(rows(&["Yes", "No", "Tell me more about it"]), [1, 1, 1]);
        assert_eq!(rows(&["👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "b", "c"]), [3]);
    }
}
