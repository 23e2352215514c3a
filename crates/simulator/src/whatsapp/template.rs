//! Templates. What Meta has approved is not known here, so what is seen is the name, and what is put into its places.

use serde_json::Value;

use crate::{
    graph::Said,
    view::{Card, Does, Span},
};

use super::{
    bubble::{list, location, string},
    interactive::{header, offer},
    press::Press,
};

/// Fills a bubble with a template.
pub(super) fn fill(said: &mut Said<Press>, wamid: &str, template: &Value) {
    let name = template["name"].as_str().unwrap_or_default();
    let language = template["language"]["code"].as_str().unwrap_or_default();
    said.bubble.footer = vec![Span::plain(format!("template {name}, {language}"))];
    for component in list(&template["components"]) {
        let parameters = list(&component["parameters"]);
        match component["type"].as_str().map(str::to_ascii_lowercase).as_deref() {
            Some("header") => head(said, &component["parameters"][0]),
            Some("body") => {
                let texts: Vec<_> = parameters.iter().map(shown).collect();
                said.bubble.text = vec![Span::plain(texts.join("\n"))];
            }
            Some("button") => button(said, wamid, component),
            Some("carousel") => {
                for card in list(&component["cards"]) {
                    let title = Span::plain(format!("card {}", card["card_index"]));
                    said.bubble.cards.push(Card { title: vec![title], ..Card::default() });
                }
            }
            _ => {}
        }
    }
}

fn head(said: &mut Said<Press>, parameter: &Value) {
    if parameter["type"] == "location" {
        said.bubble.attached.push(location(&parameter["location"]));
    } else {
        header(said, parameter);
    }
}

/// What stands in a place, with its name if it has one.
fn shown(parameter: &Value) -> String {
    let kind = parameter["type"].as_str().unwrap_or_default();
    let text = string(&parameter["text"]).or_else(|| string(&parameter[kind]["fallback_value"]));
    let text = text.unwrap_or_default();
    match parameter["parameter_name"].as_str() {
        Some(name) => format!("{name}: {text}"),
        None => text,
    }
}

fn button(said: &mut Said<Press>, wamid: &str, component: &Value) {
    let index = &component["index"];
    let at = index.as_u64().or_else(|| index.as_str()?.parse().ok()).and_then(|at| usize::try_from(at).ok());
    let at = at.unwrap_or_default();
    let parameter = &component["parameters"][0];
    let title = Value::from(format!("Button {}", at + 1));
    let (does, press) = match parameter["type"].as_str().unwrap_or_default() {
        "payload" => (Does::Tell, Press::Template(string(&parameter["payload"]).unwrap_or_default())),
        "coupon_code" => {
            (Does::Copy { text: string(&parameter["coupon_code"]).unwrap_or_default() }, Press::Nothing)
        }
        _ => (Does::Open { url: string(&parameter["text"]).unwrap_or_default() }, Press::Nothing),
    };
    offer(said, wamid, said.bubble.buttons.len(), &title, does, press);
}
