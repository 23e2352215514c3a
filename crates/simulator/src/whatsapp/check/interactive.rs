//! Messages with something to press: messages/interactive-…

use serde_json::Map;

use crate::graph::{Checked, Field};

use super::{carousel, commerce, list, media};

/// OpenAPI, BodyObject: of every kind, though the page of lists lets 4096 pass.
const BODY: usize = 1_024;
/// OpenAPI, HeaderObject and FooterObject.
const SMALL: usize = 60;

const TYPES: [&str; 12] = [
    "button",
    "list",
    "cta_url",
    "flow",
    "location_request_message",
    "request_contact_info",
    "call_permission_request",
    "carousel",
    "product",
    "product_list",
    "catalog_message",
    "address_message",
];

pub(super) fn interactive(message: &Field<'_>) -> Checked {
    message.only(&["type", "header", "body", "footer", "action"])?;
    let kind = message.need("type")?.one_of(&TYPES)?;
    // One product and the question whether one may call may speak for themselves.
    match message.get("body") {
        None if ["product", "call_permission_request"].contains(&kind) => {}
        _ => words(&message.need("body")?, BODY)?,
    }
    if let Some(header) = message.get("header") {
        let allowed: &[&str] = match kind {
            "button" | "cta_url" | "flow" | "address_message" => &["text", "image", "video", "document"],
            "list" | "product_list" => &["text"],
            _ => return Err(header.wrong(format!("does not go with {kind}"))),
        };
        self::header(&header, allowed)?;
    }
    if let Some(footer) = message.get("footer") {
        if ["location_request_message", "request_contact_info", "call_permission_request", "carousel"]
            .contains(&kind)
        {
            return Err(footer.wrong(format!("does not go with {kind}")));
        }
        words(&footer, SMALL)?;
    }
    let action = message.need("action")?;
    match kind {
        "button" => buttons(&action),
        "list" => list::list(&action),
        "cta_url" => page(&action),
        "flow" => flow(&action),
        "carousel" => carousel::carousel(&action),
        "product" => commerce::product(&action),
        "product_list" => {
            message.need("header")?;
            commerce::products(&action)
        }
        "catalog_message" => commerce::catalog(&action),
        "address_message" => commerce::address(&action),
        "location_request_message" => named(&action, "send_location"),
        other => named(&action, other),
    }
}

/// An object with a text.
pub(super) fn words(words: &Field<'_>, most: usize) -> Checked {
    words.only(&["text"])?;
    words.need("text")?.text(most)?;
    Ok(())
}

pub(super) fn header(header: &Field<'_>, allowed: &[&str]) -> Checked {
    header.only(&["type", "text", "sub_text", "image", "video", "document"])?;
    let kind = header.need("type")?.one_of(allowed)?;
    let content = header.need(kind)?;
    if kind == "text" {
        content.text(SMALL)?;
        return Ok(());
    }
    media::header(&content, kind)
}

/// messages/interactive-reply-buttons-messages: 3 buttons, titles of 20 and ids of 256 characters; OpenAPI: both unique.
fn buttons(action: &Field<'_>) -> Checked {
    action.only(&["buttons"])?;
    let mut seen = Vec::new();
    for button in action.need("buttons")?.list(1..=3)? {
        button.only(&["type", "reply"])?;
        button.need("type")?.one_of(&["reply"])?;
        let reply = button.need("reply")?;
        reply.only(&["id", "title"])?;
        let (id, title) = (reply.need("id")?, reply.need("title")?);
        let pair = (id.text(256)?, title.text(20)?);
        if pair.0 != pair.0.trim() {
            return Err(id.wrong("must not begin or end with spaces"));
        }
        if seen.iter().any(|(id, title)| *id == pair.0 || *title == pair.1) {
            return Err(reply.wrong("must have an id and a title that no other button has"));
        }
        seen.push(pair);
    }
    Ok(())
}

/// messages/interactive-cta-url-messages.
pub(super) fn page(action: &Field<'_>) -> Checked {
    action.only(&["name", "parameters"])?;
    action.need("name")?.one_of(&["cta_url"])?;
    let parameters = action.need("parameters")?;
    parameters.only(&["display_text", "url"])?;
    parameters.need("display_text")?.text(20)?;
    parameters.need("url")?.url()?;
    Ok(())
}

/// flows/sendingaflow.
fn flow(action: &Field<'_>) -> Checked {
    action.only(&["name", "parameters"])?;
    action.need("name")?.one_of(&["flow"])?;
    let parameters = action.need("parameters")?;
    parameters.need("flow_message_version")?.one_of(&["3"])?;
    parameters.exactly_one(&["flow_id", "flow_name"])?;
    parameters.need("flow_cta")?.text(30)?;
    if let Some(mode) = parameters.get("mode") {
        mode.one_of(&["draft", "published"])?;
    }
    let does =
        parameters.get("flow_action").map(|does| does.one_of(&["navigate", "data_exchange"])).transpose()?;
    if let Some(payload) = parameters.get("flow_action_payload") {
        if does == Some("data_exchange") {
            return Err(payload.wrong("goes with navigate only"));
        }
        payload.only(&["screen", "data"])?;
        if let Some(data) =
            payload.get("data").filter(|data| data.value.as_object().is_none_or(Map::is_empty))
        {
            return Err(data.wrong("must be an object with something in it"));
        }
    }
    Ok(())
}

fn named(action: &Field<'_>, name: &str) -> Checked {
    action.only(&["name"])?;
    action.need("name")?.one_of(&[name])?;
    Ok(())
}
