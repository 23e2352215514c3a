//! Cards that take each other's place in one message.

use serde::{Deserialize, Serialize};

use crate::message::{Button, Card, Carried, Map, MediaKind, Planned, Question, Source};

use super::{Capabilities, Page, Policy, cards::apart, planner::Planner};

/// One of several cards that take each other's place in one message.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(bound(
    serialize = "P: Serialize, P::Title: Serialize, P::Text: Serialize",
    deserialize = "P: Deserialize<'de>, P::Title: Deserialize<'de>, P::Text: Deserialize<'de>"
))]
pub struct Leaf<P: Carried = String> {
    /// The picture. All cards of a message have one, or none has.
    pub image: Option<Source>,
    /// The text.
    pub text: P::Text,
    /// The buttons of the card.
    pub buttons: Vec<Button<P>>,
    /// The row of buttons that show the other cards.
    pub turns: Vec<Button<P>>,
}

impl<P: Carried> Leaf<P> {
    pub(super) fn map<Q: Carried, M: Map<P, Q>>(self, map: &mut M) -> Result<Leaf<Q>, M::Error> {
        let Question { text, buttons } = Question { text: self.text, buttons: self.buttons }.map(map)?;
        let turns = self.turns.into_iter().map(|button| button.map(map)).collect::<Result<_, _>>()?;
        Ok(Leaf { image: self.image, text, buttons, turns })
    }
}

impl<P: Planned> Planner<'_, P> {
    /// The cards as pages that take each other's place. `None` if they cannot: each has to be a single message, and all of
    /// them of one kind.
    pub(super) fn leaves(&mut self, cards: &[Card<P>]) -> Option<Vec<Page<P>>> {
        let [first, _, ..] = cards else { return None };
        let alike = cards.iter().all(|card| card.image.is_some() == first.image.is_some());
        let can_turn = self.capabilities.edits && self.can_page() && self.policy != Policy::Numbered;
        if !alike || !can_turn {
            return None;
        }
        let before = self.lost();
        let leaves: Option<_> = cards.iter().map(|card| self.leaf(card.clone())).collect();
        if leaves.is_none() {
            self.forget_losses(before);
        }
        leaves
    }

    fn leaf(&mut self, card: Card<P>) -> Option<Page<P>> {
        let (image, question) = apart(card);
        let Question { text, buttons } = self.beside(question);
        let text = self.styled(text);
        let Capabilities { buttons: limits, media, .. } = self.capabilities;
        let room = match image {
            Some(_) => media.caption,
            None => limits.text,
        };
        let fits = buttons.len() + TURNS <= limits.count && self.length(&text) <= room;
        let kind = MediaKind::Image;
        let shown = image.is_none() || media.captioned.contains(&kind) && media.buttoned.contains(&kind);
        if !fits || !shown {
            return None;
        }
        let buttons = self.fit_buttons(buttons, limits.title, limits.distinct);
        Some(Page::Leaf(Leaf { image, text, buttons, turns: Vec::new() }))
    }
}

/// How many buttons show other cards.
const TURNS: usize = 3;
