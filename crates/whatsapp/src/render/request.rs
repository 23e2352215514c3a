//! What a person is asked for: messages/location-request-messages, and `request_contact_info` of the page
//! "Business-scoped user IDs", 2026-06-29.

use tertulia_core::RichText;

use crate::markup::markup;

use super::interactive::{Action, Interactive, Words};

/// The answer is a `location` message.
pub(super) fn location(text: &RichText) -> Interactive<'_> {
    ask("location_request_message", "send_location", text)
}

/// The answer is a `contacts` message.
pub(super) fn contact(text: &RichText) -> Interactive<'_> {
    ask("request_contact_info", "request_contact_info", text)
}

fn ask<'a>(kind: &'static str, name: &'static str, text: &'a RichText) -> Interactive<'a> {
    let body = Words::new(markup(text));
    Interactive { kind, header: None, body, footer: None, action: Action::Ask { name } }
}
