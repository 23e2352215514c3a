//! What can be pressed in a message.

use serde_json::Value;

use crate::{
    graph::Said,
    view::{Attached, Card, Choice, Does, List, Section, Span},
};

use super::{
    bubble::{file, list, string, styled},
    press::Press,
};

/// Fills a bubble with an interactive message.
pub(super) fn fill(said: &mut Said<Press>, wamid: &str, message: &Value) {
    said.bubble.text = styled(&message["body"]["text"]);
    said.bubble.footer = message["footer"]["text"].as_str().map(Span::plain).into_iter().collect();
    header(said, &message["header"]);
    let action = &message["action"];
    match message["type"].as_str().unwrap_or_default() {
        "button" => {
            for (at, button) in list(&action["buttons"]).iter().enumerate() {
                let (id, title) = (&button["reply"]["id"], &button["reply"]["title"]);
                offer(said, wamid, at, title, Does::Tell, Press::Button(string(id).unwrap_or_default()));
            }
        }
        "list" => said.bubble.list = Some(sheet(said, wamid, action)),
        "cta_url" => {
            let (title, does) = page(action);
            offer(said, wamid, 0, &title, does, Press::Nothing);
        }
        "flow" => {
            let does = Does::Open { url: String::new() };
            offer(said, wamid, 0, &action["parameters"]["flow_cta"], does, Press::Nothing);
        }
        "carousel" => {
            for card in list(&action["cards"]) {
                let card = self::card(said, wamid, card);
                said.bubble.cards.push(card);
            }
        }
        "location_request_message" => {
            offer(said, wamid, 0, &"Send location".into(), Does::ShareLocation, Press::Location);
        }
        "request_contact_info" => {
            offer(said, wamid, 0, &"Share phone number".into(), Does::ShareContact, Press::Contact);
        }
        _ => {}
    }
}

/// The line or the file above the text.
pub(super) fn header(said: &mut Said<Press>, header: &Value) {
    match header["type"].as_str() {
        None => {}
        Some("text") => said.bubble.header = header["text"].as_str().map(Span::plain).into_iter().collect(),
        Some(kind) => said.bubble.attached.push(file(kind, &header[kind])),
    }
}

/// A button in a row of its own.
pub(super) fn offer(said: &mut Said<Press>, wamid: &str, at: usize, title: &Value, does: Does, press: Press) {
    let choice = Choice::new(format!("{wamid}:{at}:0"), string(title).unwrap_or_default(), does);
    said.presses.push((choice.key.clone(), press));
    said.bubble.buttons.push(vec![choice]);
}

/// The list that opens.
fn sheet(said: &mut Said<Press>, wamid: &str, action: &Value) -> List {
    let mut sections = Vec::new();
    for (at, section) in list(&action["sections"]).iter().enumerate() {
        let mut rows = Vec::new();
        for (row_at, row) in list(&section["rows"]).iter().enumerate() {
            let key = format!("{wamid}:{at}:{row_at}");
            said.presses.push((key.clone(), Press::Row(string(&row["id"]).unwrap_or_default())));
            let choice = Choice::new(key, string(&row["title"]).unwrap_or_default(), Does::Tell);
            let description = string(&row["description"]).filter(|text| !text.is_empty());
            rows.push(Choice { description, ..choice });
        }
        let title = section["title"].as_str().map(Span::plain).into_iter().collect();
        sections.push(Section { title, rows });
    }
    List { button: string(&action["button"]).unwrap_or_default(), sections }
}

fn card(said: &mut Said<Press>, wamid: &str, card: &Value) -> Card {
    let head = card["header"]["type"].as_str().unwrap_or_default();
    let image = match file(head, &card["header"][head]) {
        Attached::File { url, .. } => url,
        _ => None,
    };
    let (title, does) = page(&card["action"]);
    let key = format!("{wamid}:{}:0", card["card_index"]);
    said.presses.push((key.clone(), Press::Nothing));
    let button = Choice::new(key, string(&title).unwrap_or_default(), does);
    Card { image, subtitle: styled(&card["body"]["text"]), buttons: vec![button], ..Card::default() }
}

/// What stands on a button that opens a page, and which.
fn page(action: &Value) -> (Value, Does) {
    let url = string(&action["parameters"]["url"]).unwrap_or_default();
    (action["parameters"]["display_text"].clone(), Does::Open { url })
}
