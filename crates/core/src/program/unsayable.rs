//! What no platform could show.

use crate::{Message, message::Carried};

/// What makes a message one that no platform could show.
pub(super) fn of<P: Carried<Text = String>>(message: &Message<P>) -> Option<&'static str> {
    let blank = |text: &str| text.trim().is_empty();
    match message {
        Message::Text(text) => blank(text).then_some("a text is empty"),
        Message::Buttons(question) | Message::QuickReplies(question) => {
            if blank(&question.text) {
                Some("the text above the buttons is empty")
            } else if question.buttons.is_empty() {
                Some("there are no buttons to press")
            } else if question.buttons.iter().any(|button| blank(&button.title)) {
                Some("a button has no title")
            } else {
                None
            }
        }
        Message::List(list) => {
            let rows = || list.sections.iter().flat_map(|section| &section.rows);
            if blank(&list.text) {
                Some("the text above the list is empty")
            } else if blank(&list.button) {
                Some("the button that opens the list has no title")
            } else if rows().next().is_none() {
                Some("the list has no rows")
            } else if rows().any(|row| blank(&row.title)) {
                Some("a row of the list has no title")
            } else {
                None
            }
        }
        Message::Typing(_) => None,
    }
}
