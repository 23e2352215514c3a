//! Messenger's own JSON within its limits. Texts are known only once they are translated, and for one title that is too
//! long the whole message would be refused: so titles are cut. What is too many is the author's mistake.

use serde_json::Value;
use tertulia_core::{
    adapter::Undeliverable,
    plan::{Unit, split_text},
};

use crate::limits::CAPABILITIES;

/// Below a title that has nothing else: "in addition to the title at least one other property must be set".
pub(super) const NOTHING_ELSE: &str = "⋯";

/// Cuts the titles of templates and quick replies that are too long.
pub(super) fn fit(message: &mut Value) -> Result<(), Undeliverable> {
    if let Some(limits) = &CAPABILITIES.quick_replies {
        for reply in all(message, "/quick_replies", limits.count)? {
            cut(reply, "title", limits.title);
        }
    }
    let Some(payload) = message.pointer_mut("/attachment/payload") else { return Ok(()) };
    buttons(payload)?;
    let generic = payload.get("template_type").is_some_and(|kind| kind == "generic");
    if let Some(limits) = CAPABILITIES.cards.as_ref().filter(|_| generic) {
        for element in all(payload, "/elements", limits.count)? {
            cut(element, "title", limits.title);
            cut(element, "subtitle", limits.subtitle);
            if element.as_object().is_some_and(|element| element.len() == 1) {
                element["subtitle"] = NOTHING_ELSE.into();
            }
        }
    }
    payload.pointer_mut("/elements").and_then(Value::as_array_mut).into_iter().flatten().try_for_each(buttons)
}

fn buttons(of: &mut Value) -> Result<(), Undeliverable> {
    for button in all(of, "/buttons", CAPABILITIES.buttons.count)? {
        cut(button, "title", CAPABILITIES.buttons.title);
    }
    Ok(())
}

fn all<'a>(
    of: &'a mut Value,
    pointer: &str,
    most: usize,
) -> Result<impl Iterator<Item = &'a mut Value>, Undeliverable> {
    let items = of.pointer_mut(pointer).and_then(Value::as_array_mut);
    let count = items.as_ref().map_or(0, |items| items.len());
    if count > most {
        let what = pointer.trim_start_matches('/');
        return Err(Undeliverable(format!("{count} `{what}` are more than the {most} that Messenger takes")));
    }
    Ok(items.into_iter().flatten())
}

fn cut(of: &mut Value, field: &str, limit: usize) {
    let Some(Value::String(title)) = of.get_mut(field) else { return };
    if Unit::Utf16.length(title) > limit {
        let pieces = split_text(title, limit.saturating_sub(1), Unit::Utf16);
        *title = format!("{}…", pieces.first().copied().unwrap_or_default());
    }
}
