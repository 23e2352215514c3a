//! The answer to a press.

use serde::Serialize;
use tertulia_core::{Call, adapter::Notice};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::limits;

use super::ANSWER_CALLBACK_QUERY;

/// <https://core.telegram.org/bots/api#answercallbackquery>
#[derive(Serialize)]
struct AnswerCallbackQuery<'a> {
    callback_query_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    show_alert: Option<bool>,
}

/// Ends the waiting of a pressed button.
pub(crate) fn answer_press(press_id: &str, notice: Option<&Notice>) -> Call {
    let answer = AnswerCallbackQuery {
        callback_query_id: press_id,
        text: notice.map(|notice| cut(&notice.text, limits::NOTICE)),
        show_alert: notice.filter(|notice| notice.alert).map(|_| true),
    };
    Call::new(ANSWER_CALLBACK_QUERY, &answer)
}

/// The longest beginning of at most `limit` code points that ends between two characters as people see them.
pub(super) fn cut(text: &str, limit: usize) -> &str {
    let mut left = limit;
    for (at, grapheme) in text.grapheme_indices(true) {
        let Some(rest) = left.checked_sub(grapheme.chars().count()) else { return &text[..at] };
        left = rest;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_keeps_characters_whole() {
        assert_eq!(cut("", 3), "");
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("abcd", 3), "abc");
        assert_eq!(cut("ne\u{301}e", 2), "n");
        assert_eq!(cut("a👩‍👩‍👧b", 5), "a");
        assert_eq!(cut("a👩‍👩‍👧b", 6), "a👩‍👩‍👧");
    }
}
