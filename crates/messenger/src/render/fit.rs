//! Titles in Messenger's own JSON, within their limits: they are known only once they are translated, and for one that is
//! too long the whole message would be refused.

use serde_json::Value;
use tertulia_core::plan::{Unit, split_text};

use crate::limits::CAPABILITIES;

/// Cuts the titles of templates and quick replies that are too long.
pub(super) fn fit(message: &mut Value) {
    let title = CAPABILITIES.quick_replies.as_ref().map_or(0, |limits| limits.title);
    for reply in all(message, "/quick_replies") {
        cut(reply, "title", title);
    }
    let kind = message.pointer("/attachment/payload/template_type").and_then(Value::as_str);
    let cards = CAPABILITIES.cards.as_ref().filter(|_| kind == Some("generic"));
    for element in all(message, "/attachment/payload/elements") {
        if let Some(limits) = cards {
            cut(element, "title", limits.title);
            cut(element, "subtitle", limits.subtitle);
        }
        for button in all(element, "/buttons") {
            cut(button, "title", CAPABILITIES.buttons.title);
        }
    }
    for button in all(message, "/attachment/payload/buttons") {
        cut(button, "title", CAPABILITIES.buttons.title);
    }
}

fn all<'a>(value: &'a mut Value, pointer: &str) -> impl Iterator<Item = &'a mut Value> {
    value.pointer_mut(pointer).and_then(Value::as_array_mut).into_iter().flatten()
}

fn cut(of: &mut Value, field: &str, limit: usize) {
    let Some(Value::String(title)) = of.get_mut(field) else { return };
    if Unit::Utf16.length(title) > limit {
        let pieces = split_text(title, limit.saturating_sub(1), Unit::Utf16);
        *title = format!("{}…", pieces.first().copied().unwrap_or_default());
    }
}
