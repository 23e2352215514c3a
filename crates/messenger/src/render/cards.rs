//! Cards side by side.
//!
//! Source: [generic template](https://developers.facebook.com/docs/messenger-platform/send-messages/template/generic) of
//! 2026-04-22.

use serde_json::{Map, Value, json};
use tertulia_core::{Card, Carousel, Source, adapter::Undeliverable};

use super::choices;

/// Below a title that has nothing else: "in addition to the title at least one other property must be set".
pub(crate) const NOTHING_ELSE: &str = "⋯";

pub(super) fn generic_template(carousel: &Carousel<String>) -> Result<Value, Undeliverable> {
    if carousel.text.is_some() {
        return Err(Undeliverable("on Messenger no text goes with cards".to_owned()));
    }
    let elements = carousel.cards.iter().map(element).collect::<Result<Vec<_>, _>>()?;
    let mut payload = json!({ "template_type": "generic", "elements": elements });
    if carousel.square {
        payload["image_aspect_ratio"] = "square".into();
    }
    Ok(json!({ "attachment": { "type": "template", "payload": payload } }))
}

fn element(card: &Card<String>) -> Result<Value, Undeliverable> {
    let Card { title, subtitle, image, url, buttons } = card;
    let mut element = Map::new();
    if let Some(subtitle) = subtitle {
        element.insert("subtitle".to_owned(), subtitle.as_str().into());
    }
    match image {
        None => {}
        Some(Source::Url(image)) => {
            element.insert("image_url".to_owned(), image.as_str().into());
        }
        Some(_) => {
            return Err(Undeliverable(format!(
                "Messenger takes the picture of the card `{title}` by address only"
            )));
        }
    }
    if let Some(url) = url {
        element.insert("default_action".to_owned(), json!({ "type": "web_url", "url": url }));
    }
    if !buttons.is_empty() {
        element.insert("buttons".to_owned(), choices::buttons(buttons)?.into());
    }
    if element.is_empty() {
        element.insert("subtitle".to_owned(), NOTHING_ELSE.into());
    }
    element.insert("title".to_owned(), title.as_str().into());
    Ok(element.into())
}
