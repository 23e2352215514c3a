//! Cards side by side: messages/interactive-media-carousel-messages.

use crate::graph::{Checked, Field};

use super::interactive::{header, page, words};

/// A card's text, and how many line breaks it has.
const BODY: usize = 160;
const BREAKS: usize = 2;

pub(super) fn carousel(action: &Field<'_>) -> Checked {
    action.only(&["cards"])?;
    let mut indexes = Vec::new();
    let mut headers = Vec::new();
    for card in action.need("cards")?.list(2..=10)? {
        card.only(&["card_index", "type", "header", "body", "action"])?;
        let index = card.need("card_index")?;
        match index.value.as_u64().filter(|at| *at < 10) {
            Some(at) if !indexes.contains(&at) => indexes.push(at),
            _ => return Err(index.wrong("must be a number from 0 to 9 that no other card has")),
        }
        card.need("type")?.one_of(&["cta_url"])?;
        let head = card.need("header")?;
        header(&head, &["image", "video"])?;
        headers.push(head.need("type")?.value.clone());
        if let Some(body) = card.get("body") {
            words(&body, BODY)?;
            let text = body.value["text"].as_str().unwrap_or_default();
            if text.matches('\n').count() > BREAKS {
                return Err(body.wrong(format!("must have at most {BREAKS} line breaks")));
            }
        }
        page(&card.need("action")?)?;
    }
    headers.dedup();
    if headers.len() > 1 {
        return Err(action.wrong("must have headers of one type in all cards"));
    }
    Ok(())
}
