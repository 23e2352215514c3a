//! Cards side by side.

use crate::{
    RichText,
    message::{Action, Button, Card, Carousel, Media, MediaKind, Planned, Question, Source},
};

use super::{
    Buttons, Capabilities, Cards, Items, Links, Loss, Part, Policy,
    media::headed,
    planner::{MORE, Planner, chunks},
};

impl<P: Planned> Planner<'_, P> {
    pub(super) fn carousel(&mut self, carousel: Carousel<P>) {
        let count = carousel.cards.len();
        match &self.capabilities.cards {
            Some(limits) if self.policy != Policy::Numbered && fits(&carousel, limits, self.capabilities) => {
                self.native_cards(carousel, limits);
            }
            _ => match self.leaves(&carousel.cards) {
                Some(leaves) => {
                    if let Some(text) = carousel.text {
                        self.text(text);
                    }
                    self.bind(Items::Cards(count), leaves);
                }
                None => self.one_by_one(carousel),
            },
        }
    }

    fn native_cards(&mut self, carousel: Carousel<P>, limits: &Cards) {
        let Carousel { text, cards, square } = carousel;
        let mut text = match (limits.text, text) {
            (Some(limit), text) => Some(self.lead(text.unwrap_or_else(|| RichText::from(MORE)), limit)),
            (None, Some(text)) => {
                self.text(text);
                None
            }
            (None, None) => None,
        };
        let cards: Vec<_> = cards.into_iter().flat_map(|card| self.fit_card(card, limits)).collect();
        let items = Items::Cards(cards.len());
        let groups = even_chunks(cards, limits.count);
        if groups.len() > 1 {
            self.lose(Loss::Divided { items, into: groups.len() });
        }
        for cards in groups {
            let again = text.as_ref().map(|_| RichText::from(MORE));
            let text = std::mem::replace(&mut text, again);
            self.push(Part::Cards(Carousel { text, cards, square }));
        }
    }

    /// The card within the limits. What has more buttons than fit becomes several.
    fn fit_card(&mut self, card: Card<P>, limits: &Cards) -> Vec<Card<P>> {
        let Card { title, subtitle, image, url, buttons } = card;
        let address = address(&url, &buttons).filter(|_| !limits.links).cloned();
        let question = self.beside(Question { text: RichText::default(), buttons });
        let told = question.text.as_str();
        let subtitle = match (subtitle.filter(|subtitle| !subtitle.trim().is_empty()), told) {
            (subtitle, "") => subtitle,
            (Some(subtitle), told) => Some(format!("{subtitle}\n{told}")),
            (None, told) => Some(told.to_owned()),
        };
        let title = self.fit(&title, limits.title);
        let room = match limits.joined {
            true => limits.title.saturating_sub(self.capabilities.unit.length(&title) + 1),
            false => limits.subtitle,
        };
        let subtitle = match address {
            Some(address) => self.with_address(subtitle, address, room),
            None => subtitle.map(|subtitle| self.fit(&subtitle, room)),
        };
        let subtitle = subtitle.filter(|line| !line.is_empty());
        let buttons = self.fit_buttons(question.buttons, limits.button, false);
        let mut groups = chunks(buttons, limits.buttons);
        if groups.is_empty() {
            groups.push(Vec::new());
        }
        let card = |buttons| Card {
            title: title.clone(),
            subtitle: subtitle.clone(),
            image: image.clone(),
            url: url.clone(),
            buttons,
        };
        groups.into_iter().map(card).collect()
    }

    /// The text of a card that cannot be touched as a whole, with the address that it would open. Half of one opens nothing.
    fn with_address(&mut self, subtitle: Option<String>, address: String, room: usize) -> Option<String> {
        let taken = self.capabilities.unit.length(&address) + 1;
        let Some(left) = room.checked_sub(taken) else {
            self.lose(Loss::Missing("room for the address of a card"));
            return subtitle.map(|subtitle| self.fit(&subtitle, room));
        };
        Some(match subtitle {
            Some(subtitle) => format!("{}\n{address}", self.fit(&subtitle, left)),
            None => address,
        })
    }

    fn one_by_one(&mut self, carousel: Carousel<P>) {
        self.lose(match carousel.cards.len() {
            1 => Loss::Replaced { meant: "card by itself", shown: "a message" },
            into => Loss::Divided { items: Items::Cards(into), into },
        });
        if let Some(text) = carousel.text {
            self.text(text);
        }
        for card in carousel.cards {
            match apart(card) {
                (Some(source), Question { text, buttons }) => {
                    self.media(Media { kind: MediaKind::Image, source, caption: Some(text), buttons });
                }
                (None, question) => self.buttons(question, false),
            }
        }
    }
}

/// The picture of a card, and the rest of it as a text with buttons.
pub(super) fn apart<P: Planned>(card: Card<P>) -> (Option<Source>, Question<P>) {
    let Card { title, subtitle, image, url, buttons } = card;
    let mut text = headed(&title, subtitle.as_deref());
    if let Some(url) = address(&url, &buttons) {
        text.push_str(&format!("\n{url}"));
    }
    (image, Question { text, buttons })
}

/// The address that a card opens, if none of its buttons does.
fn address<'a, P: Planned>(url: &'a Option<String>, buttons: &[Button<P>]) -> Option<&'a String> {
    let opens =
        |button: &Button<P>| matches!(&button.action, Action::Link(link) if Some(link) == url.as_ref());
    url.as_ref().filter(|_| !buttons.iter().any(opens))
}

/// Whether the platform can show them side by side.
fn fits<P: Planned>(carousel: &Carousel<P>, limits: &Cards, capabilities: &Capabilities) -> bool {
    let cards = &carousel.cards;
    let enough = cards.len() >= limits.at_least;
    let carried = limits.payload > 0 || !cards.iter().flat_map(|card| &card.buttons).any(is_press);
    let first = cards.first().map(kinds);
    let alike = |card: &Card<P>| {
        let kinds = kinds(card);
        let same = kinds.windows(2).all(|pair| pair[0] == pair[1]);
        card.image.is_some()
            && !kinds.is_empty()
            && kinds.len() <= limits.buttons
            && same
            && card.buttons.iter().all(|button| has(button, &capabilities.buttons))
            && Some(&kinds) == first.as_ref()
    };
    enough && carried && (!limits.alike || cards.iter().all(alike))
}

/// What the buttons of a card do: whether they are presses.
fn kinds<P: Planned>(card: &Card<P>) -> Vec<bool> {
    card.buttons.iter().map(is_press).collect()
}

fn is_press<P: Planned>(button: &Button<P>) -> bool {
    button.payload().is_some()
}

/// Whether the platform has a button for it, so that it stays on its card.
fn has<P: Planned>(button: &Button<P>, limits: &Buttons) -> bool {
    match button.action {
        Action::Call(_) => limits.calls,
        Action::Copy(_) => limits.copies,
        Action::Link(_) | Action::WebApp(_) => limits.links != Links::Never,
        Action::Postback(_) => true,
    }
}

/// Groups of at most so many, as even as possible, so that none is left alone.
fn even_chunks<T>(items: Vec<T>, most: usize) -> Vec<Vec<T>> {
    let groups = items.len().div_ceil(most.max(1)).max(1);
    let size = items.len().div_ceil(groups);
    chunks(items, size)
}
