//! Cards side by side.

use serde::{Deserialize, Serialize};

use crate::{Wording, payload::ButtonPayload};

use super::{Button, Carried, Source};

/// Cards side by side, each with a picture, a title and buttons.
///
/// ```
/// use tertulia_core::{Button, Card, Carousel};
///
/// let flights = Carousel::new([
///     Card::new("Rome").subtitle("from 29 €").image("https://example.com/rome.jpg").buttons([Button::postback("Book", "rome")]),
///     Card::new("Oslo").subtitle("from 49 €").image("https://example.com/oslo.jpg").buttons([Button::postback("Book", "oslo")]),
/// ]);
/// ```
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(bound(
    serialize = "P: Serialize, P::Title: Serialize, P::Text: Serialize",
    deserialize = "P: Deserialize<'de>, P::Title: Deserialize<'de>, P::Text: Deserialize<'de>"
))]
pub struct Carousel<P: Carried = ButtonPayload> {
    /// The text before them, if the platform shows one; else it is a message of its own.
    pub text: Option<P::Text>,
    /// The cards, in order.
    pub cards: Vec<Card<P>>,
    /// Whether the pictures are square rather than wide. Only Messenger lets one choose.
    pub square: bool,
}

/// One card.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(bound(
    serialize = "P: Serialize, P::Title: Serialize, P::Text: Serialize",
    deserialize = "P: Deserialize<'de>, P::Title: Deserialize<'de>, P::Text: Deserialize<'de>"
))]
pub struct Card<P: Carried = ButtonPayload> {
    /// The title.
    pub title: P::Title,
    /// A smaller line below it.
    pub subtitle: Option<P::Title>,
    /// The picture.
    pub image: Option<Source>,
    /// The page that opens when the card itself is pressed.
    pub url: Option<String>,
    /// The buttons, in order.
    pub buttons: Vec<Button<P>>,
}

impl Carousel {
    /// Cards in order.
    pub fn new(cards: impl IntoIterator<Item = Card>) -> Self {
        Self { text: None, cards: cards.into_iter().collect(), square: false }
    }

    /// Adds a text before the cards.
    #[must_use]
    pub fn text(mut self, text: impl Into<Wording>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// Makes the pictures square, where the platform lets one choose.
    #[must_use]
    pub fn square(mut self) -> Self {
        self.square = true;
        self
    }
}

impl Card {
    /// A card with a title.
    pub fn new(title: impl Into<Wording>) -> Self {
        Self { title: title.into(), subtitle: None, image: None, url: None, buttons: Vec::new() }
    }

    /// Adds a smaller line below the title.
    #[must_use]
    pub fn subtitle(mut self, subtitle: impl Into<Wording>) -> Self {
        self.subtitle = Some(subtitle.into());
        self
    }

    /// Adds a picture.
    #[must_use]
    pub fn image(mut self, source: impl Into<Source>) -> Self {
        self.image = Some(source.into());
        self
    }

    /// Opens a page when the card itself is pressed. Where cards cannot be pressed, it is a link in the text.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Adds buttons.
    #[must_use]
    pub fn buttons(mut self, buttons: impl IntoIterator<Item = Button>) -> Self {
        self.buttons.extend(buttons);
        self
    }
}
