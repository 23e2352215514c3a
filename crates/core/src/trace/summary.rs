//! What came in, in a few words.

use crate::{Event, EventKind};

/// How many characters of a text are shown.
const SHOWN: usize = 60;

/// What came in, in a few words. What people wrote stands between “ and ”.
pub(crate) fn summary(event: &Event) -> String {
    if let Some(payload) = event.payload() {
        return format!("press of `{payload}`");
    }
    if let Some(text) = event.text() {
        return format!("text {}", quoted(text));
    }
    if let Some(link) = &event.deep_link {
        return format!("link with `{link}`");
    }
    match &event.kind {
        EventKind::Attachments(sent) if sent.location().is_some() => "a place".to_owned(),
        EventKind::Attachments(sent) if sent.contacts().next().is_some() => "a card".to_owned(),
        EventKind::Attachments(_) => "a file".to_owned(),
        EventKind::InlineQuery(query) => format!("inline query {}", quoted(&query.query)),
        EventKind::Membership(_) => "news of a group".to_owned(),
        EventKind::Reaction(_) => "a reaction".to_owned(),
        EventKind::Edited(_) => "a changed message".to_owned(),
        EventKind::Comment(_) => "a comment".to_owned(),
        EventKind::OptIn(_) => "an opt-in".to_owned(),
        EventKind::RecurringNotification(_) => "an opt-in to notifications".to_owned(),
        EventKind::DeliveryFailed(_) => "a message of ours was not delivered".to_owned(),
        EventKind::DeliveryUnknown(_) => "nobody knows whether a message of ours was delivered".to_owned(),
        EventKind::Speech(_) => "something to say, by the bot's handle".to_owned(),
        EventKind::Own(own) => format!("event `{}`", own.name),
        EventKind::Timer(timer) => format!("timer `{}`", timer.key),
        _ => "something that no block is for".to_owned(),
    }
}

/// A text between “ and ”, cut if it is long.
pub(super) fn quoted(text: &str) -> String {
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(SHOWN).collect();
    let rest = if letters.next().is_some() { "…" } else { "" };
    format!("“{}{rest}”", start.replace('\n', " "))
}
