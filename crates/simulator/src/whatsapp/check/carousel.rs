//! Cards side by side: messages/interactive-media-carousel-messages.

use crate::graph::{Checked, Field};

use super::{
    commerce,
    interactive::{header, page, words},
};

/// A card's text, and how many line breaks it has.
const BODY: usize = 160;
const BREAKS: usize = 2;

pub(super) fn carousel(action: &Field<'_>) -> Checked {
    action.only(&["cards"])?;
    let mut indexes = Vec::new();
    let mut headers = Vec::new();
    let mut kinds = Vec::new();
    let mut catalogs = Vec::new();
    for card in action.need("cards")?.list(2..=10)? {
        card.only(&["card_index", "type", "header", "body", "action"])?;
        let index = card.need("card_index")?;
        match index.value.as_u64().filter(|at| *at < 10) {
            Some(at) if !indexes.contains(&at) => indexes.push(at),
            _ => return Err(index.wrong("must be a number from 0 to 9 that no other card has")),
        }
        let kind = card.need("type")?;
        kinds.push(kind.one_of(&["cta_url", "product"])?);
        if kinds[0] != kinds[kinds.len() - 1] {
            return Err(kind.wrong("must be that of all other cards"));
        }
        if kinds[0] == "product" {
            let product = card.need("action")?;
            commerce::product(&product)?;
            catalogs.push(product.need("catalog_id")?.value.clone());
            continue;
        }
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
    catalogs.dedup();
    if headers.len() > 1 || catalogs.len() > 1 {
        return Err(action.wrong("must have headers of one type and products of one catalog"));
    }
    Ok(())
}
