//! What a message of the business looks like.

use jiff::Timestamp;
use serde_json::Value;

use crate::{
    graph::Said,
    view::{Attached, Bubble, Span, Ticks},
};

use super::{interactive, markup::spans, press::Press, template};

/// The message as the person sees it. It was checked before.
pub(super) fn said(wamid: &str, body: &Value, now: Timestamp) -> Said<Press> {
    let bubble = Bubble { id: wamid.to_owned(), at: now, ticks: Ticks::Delivered, ..Bubble::default() };
    let mut said = Said::new(bubble);
    said.bubble.quotes = string(&body["context"]["message_id"]);
    said.reference = body.get("biz_opaque_callback_data").cloned();
    let kind = body["type"].as_str().unwrap_or_default();
    let content = &body[kind];
    said.template = kind == "template";
    match kind {
        "text" => said.bubble.text = styled(&content["body"]),
        "location" => said.bubble.attached.push(location(content)),
        "contacts" => said.bubble.attached.extend(list(content).iter().map(contact)),
        "interactive" => interactive::fill(&mut said, wamid, content),
        "template" => template::fill(&mut said, wamid, content),
        media => {
            said.bubble.attached.push(file(media, content));
            said.bubble.text = styled(&content["caption"]);
        }
    }
    said
}

/// A file by its address, or by the id under which it was uploaded.
pub(super) fn file(kind: &str, file: &Value) -> Attached {
    let uploaded = file["id"].as_str().map(|id| format!("/files/{id}"));
    Attached::File {
        media: kind.to_owned(),
        url: string(&file["link"]).or(uploaded),
        name: string(&file["filename"]),
    }
}

pub(super) fn location(place: &Value) -> Attached {
    let degrees = |name: &str| {
        let value = &place[name];
        value.as_f64().or_else(|| value.as_str()?.parse().ok()).unwrap_or_default()
    };
    Attached::Location {
        latitude: degrees("latitude"),
        longitude: degrees("longitude"),
        name: string(&place["name"]),
        address: string(&place["address"]),
    }
}

fn contact(card: &Value) -> Attached {
    Attached::Contact {
        name: string(&card["name"]["formatted_name"]).unwrap_or_default(),
        phone: string(&card["phones"][0]["phone"]).unwrap_or_default(),
    }
}

/// A text with its markup.
pub(super) fn styled(text: &Value) -> Vec<Span> {
    text.as_str().map(spans).unwrap_or_default()
}

pub(super) fn string(text: &Value) -> Option<String> {
    text.as_str().map(str::to_owned)
}

pub(super) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
