//! A page of the web, shown as a card.

use serde::{Deserialize, Serialize};

use crate::{Wording, payload::ButtonPayload};

use super::{Carried, Source};

/// A page of the web, shown with a title, a picture and a button that opens it.
///
/// ```
/// use tertulia_core::Link;
///
/// let offer = Link::new("Rome", "https://example.com/rome", "Open").subtitle("from 29 €").image("https://example.com/rome.jpg");
/// ```
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(bound(
    serialize = "P: Serialize, P::Title: Serialize, P::Text: Serialize",
    deserialize = "P: Deserialize<'de>, P::Title: Deserialize<'de>, P::Text: Deserialize<'de>"
))]
pub struct Link<P: Carried = ButtonPayload> {
    /// The title.
    pub title: P::Title,
    /// A smaller line below it.
    pub subtitle: Option<P::Title>,
    /// The picture.
    pub image: Option<Source>,
    /// The page: `http` or `https`.
    pub url: String,
    /// What stands on the button.
    pub button: P::Title,
}

impl Link {
    /// A page with a title, and a button that opens it.
    pub fn new(title: impl Into<Wording>, url: impl Into<String>, button: impl Into<Wording>) -> Self {
        Self { title: title.into(), subtitle: None, image: None, url: url.into(), button: button.into() }
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
}
