//! Cards side by side: messages/interactive-media-carousel-messages.
//!
//! That page also tells of cards with quick replies. It says 20 characters for their ids and elsewhere 256, and not how
//! a press comes back, so only cards that open a page are shown so: see [`limits`](crate::limits).

use serde::Serialize;
use tertulia_core::{Card, Carousel, RichText, adapter::Undeliverable};

use crate::{limits::CARD_BODY, markup};

use super::{
    buttons::{self, CTA_URL, Open},
    interactive::{Action, Header, Interactive, Words},
    media::File,
    refuse,
};

#[derive(Serialize)]
pub(super) struct Cards<'a> {
    cards: Vec<OneCard<'a>>,
}

#[derive(Serialize)]
struct OneCard<'a> {
    card_index: usize,
    #[serde(rename = "type")]
    kind: &'static str,
    header: Header<'a>,
    body: Words<'a>,
    action: Open<'a>,
}

pub(super) fn interactive(carousel: &Carousel<String>) -> Result<Interactive<'_>, Undeliverable> {
    let Some(text) = &carousel.text else {
        return refuse("WhatsApp wants a text above cards");
    };
    let cards = carousel.cards.iter().enumerate().map(|(at, card)| OneCard::new(at, card));
    Ok(Interactive {
        kind: "carousel",
        header: None,
        body: Words::new(markup(text)),
        footer: None,
        action: Action::Cards(Cards { cards: cards.collect::<Result<_, _>>()? }),
    })
}

impl<'a> OneCard<'a> {
    fn new(card_index: usize, card: &'a Card<String>) -> Result<Self, Undeliverable> {
        let (Some(image), [button]) = (&card.image, card.buttons.as_slice()) else {
            return refuse("a card on WhatsApp has a picture and one button");
        };
        let header = Header::Image { image: File::new(image)? };
        let body = Words::new(body(card));
        Ok(Self { card_index, kind: CTA_URL, header, body, action: buttons::open(button)? })
    }
}

/// Title and line below, the title in bold if there is room for that.
fn body(card: &Card<String>) -> String {
    // At most two line breaks are allowed.
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let below = card.subtitle.as_deref().map(|subtitle| format!("\n{}", line(subtitle))).unwrap_or_default();
    let title = line(&card.title);
    let length = |text: &RichText| markup(text).encode_utf16().count();
    let bold = RichText::new().bold(title.as_str()).text(below.as_str());
    let text = if length(&bold) <= CARD_BODY { bold } else { RichText::from(title + &below) };
    // Signs in an address may still make it longer than the planner could know.
    let first = text.split(CARD_BODY, length).swap_remove(0);
    markup(&first).into_owned()
}
