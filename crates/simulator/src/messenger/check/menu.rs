//! The persistent menu: persistent-menu (2026).

use crate::graph::{Checked, Field};

use super::button::PAYLOAD;

/// 20 items; titles of 30 characters.
const ITEMS: usize = 20;
const TITLE: usize = 30;

/// The menu of one language.
pub(super) fn menu(menu: &Field<'_>) -> Checked {
    menu.only(&["locale", "composer_input_disabled", "call_to_actions", "disabled_surfaces"])?;
    let disabled = menu.get("composer_input_disabled").map(|flag| flag.flag()).transpose()?;
    match menu.get("call_to_actions") {
        Some(items) => items.list(1..=ITEMS)?.iter().try_for_each(item),
        None if disabled == Some(true) => Ok(()),
        None => menu.need("call_to_actions").map(|_| ()),
    }
}

/// Menus inside menus are gone since v8.0.
fn item(item: &Field<'_>) -> Checked {
    let kind = item.need("type")?.one_of(&["web_url", "postback"])?;
    item.need("title")?.text(TITLE)?;
    if kind == "postback" {
        item.only(&["type", "title", "payload"])?;
        item.need("payload")?.text(PAYLOAD)?;
    } else {
        item.only(&[
            "type",
            "title",
            "url",
            "webview_height_ratio",
            "messenger_extensions",
            "fallback_url",
            "webview_share_button",
        ])?;
        item.need("url")?.url()?;
        if let Some(height) = item.get("webview_height_ratio") {
            height.one_of(&["compact", "tall", "full"])?;
        }
    }
    Ok(())
}
