//! What was said, in a few words.

use crate::message::{Message, Planned};

use super::summary::quoted;

/// What was said, in a few words: `quick_reply “Shall we?” [Yes] [No]`.
pub(crate) fn said<P: Planned>(message: &Message<P>) -> String {
    let mut words = kind(message).to_owned();
    for text in message.texts() {
        words.push(' ');
        words.push_str(&quoted(&text.plain()));
    }
    let titles: Vec<_> = message.titles().map(String::as_str).collect();
    if !titles.is_empty() {
        words.push_str(&format!(" “{}”", titles.join("” “")));
    }
    words
}

/// The method of [`Reply`](crate::Reply) that says it.
fn kind<P: Planned>(message: &Message<P>) -> &'static str {
    match message {
        Message::Text(_) => "text",
        Message::Buttons(_) => "button",
        Message::QuickReplies(_) => "quick_reply",
        Message::List(_) => "list",
        Message::Media(media) => media.kind.name(),
        Message::Album(_) => "album",
        Message::Carousel(_) => "carousel",
        Message::Link(_) => "url",
        Message::Location(_) => "location",
        Message::Contact(_) => "contact",
        Message::LocationRequest(_) => "location_request",
        Message::ContactRequest(_) => "contact_request",
        Message::Native(_) => "a message of one platform alone",
        Message::Typing(_) => "typing",
    }
}
