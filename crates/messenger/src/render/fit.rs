//! Titles in Messenger's own JSON, within their limits: they are known only once they are translated, and for one that is
//! too long the whole message would be refused.

use serde_json::Value;
use tertulia_core::plan::{Unit, split_text};

use crate::limits::CAPABILITIES;

/// Below a title that has nothing else: "in addition to the title at least one other property must be set".
pub(super) const NOTHING_ELSE: &str = "⋯";

/// Cuts the titles of templates and quick replies that are too long.
pub(super) fn fit(message: &mut Value) {
    if let Some(limits) = &CAPABILITIES.quick_replies {
        for reply in all(message, "/quick_replies") {
            cut(reply, "title", limits.title);
        }
    }
    let Some(payload) = message.pointer_mut("/attachment/payload") else { return };
    let generic = payload.get("template_type").is_some_and(|kind| kind == "generic");
    if let Some(limits) = CAPABILITIES.cards.as_ref().filter(|_| generic) {
        for element in all(payload, "/elements") {
            cut(element, "title", limits.title);
            cut(element, "subtitle", limits.subtitle);
            if element.as_object().is_some_and(|element| element.len() == 1) {
                element["subtitle"] = NOTHING_ELSE.into();
            }
        }
    }
    cut_buttons(payload);
    all(payload, "/elements").for_each(cut_buttons);
}

fn cut_buttons(of: &mut Value) {
    for button in all(of, "/buttons") {
        cut(button, "title", CAPABILITIES.buttons.title);
    }
}

fn all<'a>(of: &'a mut Value, pointer: &str) -> impl Iterator<Item = &'a mut Value> {
    of.pointer_mut(pointer).and_then(Value::as_array_mut).into_iter().flatten()
}

fn cut(of: &mut Value, field: &str, limit: usize) {
    let Some(Value::String(title)) = of.get_mut(field) else { return };
    if Unit::Utf16.length(title) > limit {
        let pieces = split_text(title, limit.saturating_sub(1), Unit::Utf16);
        *title = format!("{}…", pieces.first().copied().unwrap_or_default());
    }
}
