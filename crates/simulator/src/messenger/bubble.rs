//! What a message of the page looks like.

use jiff::Timestamp;
use serde_json::Value;

use crate::{
    graph::Said,
    view::{Attached, Bubble, Card, Choice, Span, Ticks},
};

use super::press::{self, Press};

/// The message as the person sees it. It was checked before.
pub(super) fn said(mid: &str, body: &Value, now: Timestamp) -> Said<Press> {
    let bubble = Bubble { id: mid.to_owned(), at: now, ticks: Ticks::Delivered, ..Bubble::default() };
    let mut said = Said::new(bubble);
    let message = &body["message"];
    said.bubble.quotes = body["reply_to"]["mid"].as_str().map(str::to_owned);
    if let Some(text) = message["text"].as_str() {
        said.bubble.text = vec![Span::plain(text)];
    }
    for attachment in list(&message["attachments"]).iter().chain(message.get("attachment")) {
        if attachment["type"] == "template" {
            template(&mut said, mid, &attachment["payload"]);
        } else {
            said.bubble.attached.push(file(attachment["type"].as_str(), &attachment["payload"]));
        }
    }
    if !message["sticker_id"].is_null() {
        said.bubble.attached.push(Attached::File { media: "sticker".to_owned(), url: None, name: None });
    }
    if let Some(template) = message.get("template") {
        utility(&mut said, mid, template);
    }
    for (at, reply) in list(&message["quick_replies"]).iter().enumerate() {
        let (choice, press) = press::quick_reply(format!("{mid}:q:{at}"), reply);
        said.presses.push((choice.key.clone(), press));
        said.quick_replies.push(choice);
    }
    said
}

fn template(said: &mut Said<Press>, mid: &str, payload: &Value) {
    match payload["template_type"].as_str().unwrap_or_default() {
        "generic" => {
            for (row, element) in list(&payload["elements"]).iter().enumerate() {
                let card = card(said, &format!("{mid}:{row}"), element);
                said.bubble.cards.push(card);
            }
        }
        "media" => {
            let element = &payload["elements"][0];
            said.bubble.attached.push(file(element["media_type"].as_str(), element));
            said.bubble.buttons = rows(said, mid, &element["buttons"]);
        }
        "button" => {
            said.bubble.text = plain(&payload["text"]);
            said.bubble.buttons = rows(said, mid, &payload["buttons"]);
        }
        other => {
            said.bubble.header = plain(&payload["title"]);
            said.bubble.text = plain(&payload["subtitle"]);
            said.bubble.footer = vec![Span::plain(other.replace('_', " "))];
        }
    }
}

fn card(said: &mut Said<Press>, key: &str, element: &Value) -> Card {
    Card {
        image: string(&element["image_url"]),
        title: plain(&element["title"]),
        subtitle: plain(&element["subtitle"]),
        link: string(&element["default_action"]["url"]),
        buttons: choices(said, key, &element["buttons"]),
    }
}

/// What Meta has approved is not known here: the name of the template, and what is put into it.
fn utility(said: &mut Said<Press>, mid: &str, template: &Value) {
    let name = template["name"].as_str().unwrap_or_default();
    let language = template["language"]["code"].as_str().unwrap_or_default();
    said.bubble.footer = vec![Span::plain(format!("template {name}, {language}"))];
    for component in list(&template["components"]) {
        let parameters = list(&component["parameters"]);
        let texts = || parameters.iter().filter_map(|parameter| parameter["text"].as_str());
        match component["type"].as_str().map(str::to_ascii_lowercase).as_deref() {
            Some("header") => said.bubble.header = vec![Span::plain(texts().collect::<Vec<_>>().join(" "))],
            Some("body") => said.bubble.text = vec![Span::plain(texts().collect::<Vec<_>>().join("\n"))],
            _ => {
                for (at, button) in parameters.iter().enumerate() {
                    let mut button = button.clone();
                    let is_postback = button["payload"].is_string();
                    button["type"] = if is_postback { "postback" } else { "web_url" }.into();
                    button["title"] = format!("Button {}", at + 1).into();
                    let (choice, press) = press::button(format!("{mid}:{at}:0"), &button);
                    said.presses.push((choice.key.clone(), press));
                    said.bubble.buttons.push(vec![choice]);
                }
            }
        }
    }
}

/// Buttons below each other.
fn rows(said: &mut Said<Press>, mid: &str, buttons: &Value) -> Vec<Vec<Choice>> {
    choices(said, &format!("{mid}:0"), buttons).into_iter().map(|choice| vec![choice]).collect()
}

fn choices(said: &mut Said<Press>, key: &str, buttons: &Value) -> Vec<Choice> {
    let mut choices = Vec::new();
    for (at, button) in list(buttons).iter().enumerate() {
        let (choice, press) = press::button(format!("{key}:{at}"), button);
        said.presses.push((choice.key.clone(), press));
        choices.push(choice);
    }
    choices
}

/// A file by its address, or by the id under which it was uploaded.
fn file(kind: Option<&str>, payload: &Value) -> Attached {
    let media = if kind == Some("file") { "document" } else { kind.unwrap_or_default() };
    let uploaded = payload["attachment_id"].as_str().map(|id| format!("/files/{id}"));
    Attached::File { media: media.to_owned(), url: string(&payload["url"]).or(uploaded), name: None }
}

fn plain(text: &Value) -> Vec<Span> {
    text.as_str().map(Span::plain).into_iter().collect()
}

fn string(text: &Value) -> Option<String> {
    text.as_str().map(str::to_owned)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
