//! The generic template.

use serde_json::{Value, json};
use tertulia_core::{Card, Carousel, IntoMessage, Message, Native, Wording};

use super::{Builder, Height, TemplateButton, button, counted, empty, template};
use crate::{limits::CAPABILITIES, render::NOTHING_ELSE};

/// Cards side by side, with everything Messenger has for them. Elsewhere they are a [`Carousel`], unless something
/// else is given for there.
///
/// Limits: 1 to 10 elements, each with a title and a subtitle of 80 characters and up to 3 buttons. Titles that are longer
/// are cut. Source:
/// [generic template](https://developers.facebook.com/docs/messenger-platform/send-messages/template/generic) of 2026-04-22.
#[derive(Clone, Debug, PartialEq)]
pub struct GenericTemplate {
    elements: Vec<Element>,
    square: bool,
    sharable: bool,
    elsewhere: Option<Message>,
}

/// A card of a [`GenericTemplate`].
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    title: Wording,
    subtitle: Option<Wording>,
    image: Option<String>,
    opens: Option<(String, Option<Height>)>,
    buttons: Vec<TemplateButton>,
}

impl GenericTemplate {
    /// Cards in order.
    pub fn new(elements: impl IntoIterator<Item = Element>) -> Self {
        Self { elements: elements.into_iter().collect(), square: false, sharable: false, elsewhere: None }
    }

    /// Makes the pictures square rather than wide.
    #[must_use]
    pub fn square(mut self) -> Self {
        self.square = true;
        self
    }

    /// Shows the button by which a card is shared with others.
    #[must_use]
    pub fn sharable(mut self) -> Self {
        self.sharable = true;
        self
    }

    /// What is said on the other platforms.
    #[must_use]
    pub fn elsewhere(mut self, message: impl IntoMessage) -> Self {
        self.elsewhere = Some(message.into_message());
        self
    }

    fn carousel(&self) -> Carousel {
        let carousel = Carousel::new(self.elements.iter().map(Element::card));
        if self.square { carousel.square() } else { carousel }
    }
}

impl Element {
    /// A card with a title.
    pub fn new(title: impl Into<Wording>) -> Self {
        Self { title: title.into(), subtitle: None, image: None, opens: None, buttons: Vec::new() }
    }

    /// Adds a smaller line below the title.
    #[must_use]
    pub fn subtitle(mut self, subtitle: impl Into<Wording>) -> Self {
        self.subtitle = Some(subtitle.into());
        self
    }

    /// Adds a picture, by its address.
    #[must_use]
    pub fn image(mut self, url: impl Into<String>) -> Self {
        self.image = Some(url.into());
        self
    }

    /// Opens a page when the card itself is pressed.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.opens = Some((url.into(), None));
        self
    }

    /// Opens a page over the chat when the card itself is pressed.
    #[must_use]
    pub fn web_view(mut self, url: impl Into<String>, height: Height) -> Self {
        self.opens = Some((url.into(), Some(height)));
        self
    }

    /// Adds buttons.
    #[must_use]
    pub fn buttons(mut self, buttons: impl IntoIterator<Item = TemplateButton>) -> Self {
        self.buttons.extend(buttons);
        self
    }

    fn card(&self) -> Card {
        let mut card = Card::new(self.title.clone());
        card.subtitle.clone_from(&self.subtitle);
        card.image = self.image.as_deref().map(Into::into);
        card.url = self.opens.as_ref().map(|(url, _)| url.clone());
        card.buttons(self.buttons.iter().filter_map(TemplateButton::anywhere))
    }

    fn write(self, native: &mut Native) -> Value {
        let (title, subtitle) = CAPABILITIES.cards.as_ref().map_or((0, 0), |it| (it.title, it.subtitle));
        let mut element = json!({ "title": native.short_text(self.title, title) });
        if let Some(text) = self.subtitle {
            element["subtitle"] = native.short_text(text, subtitle);
        }
        if let Some(url) = self.image {
            element["image_url"] = url.into();
        }
        if let Some((url, height)) = self.opens {
            element["default_action"] = json!({ "type": "web_url", "url": url });
            if let Some(height) = height {
                element["default_action"]["webview_height_ratio"] = height.name().into();
            }
        }
        if !self.buttons.is_empty() {
            let buttons = self.buttons.into_iter().map(|button| button.write(native));
            element["buttons"] = buttons.collect();
        }
        if element.as_object().is_some_and(|element| element.len() == 1) {
            element["subtitle"] = NOTHING_ELSE.into();
        }
        element
    }
}

impl Builder for GenericTemplate {
    fn fault(&self) -> Option<String> {
        let most = CAPABILITIES.cards.as_ref().map_or(0, |limits| limits.count);
        let elements = counted("cards", self.elements.len(), 1, most);
        elements.or_else(|| self.elements.iter().find_map(|element| button::fault(&element.buttons)))
    }

    fn message(self) -> Message {
        let elsewhere = self.elsewhere.clone().unwrap_or_else(|| Message::Carousel(self.carousel()));
        let mut native = empty();
        let elements = self.elements.into_iter().map(|element| element.write(&mut native));
        let mut payload = json!({ "template_type": "generic", "elements": elements.collect::<Vec<_>>() });
        if self.square {
            payload["image_aspect_ratio"] = "square".into();
        }
        if self.sharable {
            payload["sharable"] = true.into();
        }
        template(native, payload, Some(elsewhere))
    }
}
