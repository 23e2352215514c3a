//! A part of a reply as one platform shows it: what an adapter writes as one call.

use crate::{
    Contact, Location,
    message::{Action, Album, Carousel, Carried, List, Map, Media, Native, Question},
    titles::NUMBERED,
};

use super::{Capabilities, Leaf};

/// One native message. `P` is what its choices carry: on the wire, a string.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Part<P: Carried = String> {
    /// A text.
    Text(P::Text),
    /// A text that has the choices written out, each behind a number; typing the number chooses.
    Numbered {
        /// The whole text, and the choices in it.
        question: Question<P>,
        /// The number of the first choice.
        first: usize,
    },
    /// A text with buttons. `vanish` tells that they should go once one is pressed.
    Buttons {
        /// The text and the buttons.
        question: Question<P>,
        /// Whether the author meant them to go once one is pressed.
        vanish: bool,
    },
    /// A text with choices that the platform takes away by itself.
    QuickReplies(Question<P>),
    /// A list that opens by a button.
    List(List<P>),
    /// A picture, film, sound or file.
    Media(Media<P>),
    /// Pictures and films shown together.
    Album(Album<P>),
    /// Cards side by side.
    Cards(Carousel<P>),
    /// One of several cards that take each other's place in one message.
    Leaf(Leaf<P>),
    /// A place.
    Location(Location),
    /// A card of an address book.
    Contact(Contact),
    /// A text that asks where the person is.
    LocationRequest(P::Text),
    /// A text that asks for the person's phone number.
    ContactRequest(P::Text),
    /// Something in the platform's own JSON.
    Native(Native<P>),
    /// The sign that the bot is writing.
    Typing,
}

impl<P: Carried> Part<P> {
    /// What can be chosen, in order: titles with what they carry. Without the row of a [`Leaf`] that shows others.
    pub fn choices(&self) -> Vec<(&P::Title, &P)> {
        let buttons: Vec<_> = match self {
            Self::Buttons { question, .. }
            | Self::QuickReplies(question)
            | Self::Numbered { question, .. } => question.buttons.iter().collect(),
            Self::Media(media) => media.buttons.iter().collect(),
            Self::Leaf(leaf) => leaf.buttons.iter().collect(),
            Self::Cards(cards) => cards.cards.iter().flat_map(|card| &card.buttons).collect(),
            Self::List(list) => {
                let rows = list.sections.iter().flat_map(|section| &section.rows);
                return rows.map(|row| (&row.title, &row.payload)).collect();
            }
            _ => Vec::new(),
        };
        buttons.into_iter().filter_map(choice).collect()
    }

    /// The same part with other payloads, each made with the longest its place allows, in bytes.
    ///
    /// # Errors
    ///
    /// The first error of `map`.
    pub fn try_map<Q: Carried<Title = P::Title, Text = P::Text>, E>(
        self,
        capabilities: &Capabilities,
        map: impl FnMut(P, usize) -> Result<Q, E>,
    ) -> Result<Part<Q>, E> {
        let place = match &self {
            Self::Buttons { .. } | Self::Media(_) | Self::Leaf(_) => capabilities.buttons.payload,
            Self::QuickReplies(_) => capabilities.quick_replies.as_ref().map_or(0, |limits| limits.payload),
            Self::List(_) => capabilities.list.as_ref().map_or(0, |limits| limits.payload),
            Self::Cards(_) => capabilities.cards.as_ref().map_or(0, |limits| limits.payload),
            Self::Numbered { .. } => NUMBERED,
            _ => 0,
        };
        let map = &mut Carrying { place, map };
        Ok(match self {
            Self::Text(text) => Part::Text(text),
            Self::Numbered { question, first } => Part::Numbered { question: question.map(map)?, first },
            Self::Buttons { question, vanish } => Part::Buttons { question: question.map(map)?, vanish },
            Self::QuickReplies(question) => Part::QuickReplies(question.map(map)?),
            Self::List(list) => Part::List(list.map(map)?),
            Self::Media(media) => Part::Media(media.map(map)?),
            Self::Album(Album { items, caption }) => Part::Album(Album { items, caption }),
            Self::Cards(cards) => Part::Cards(cards.map(map)?),
            Self::Leaf(leaf) => Part::Leaf(leaf.map(map)?),
            Self::Location(place) => Part::Location(place),
            Self::Contact(card) => Part::Contact(card),
            Self::LocationRequest(text) => Part::LocationRequest(text),
            Self::ContactRequest(text) => Part::ContactRequest(text),
            Self::Native(native) => Part::Native(native.map(map)?),
            Self::Typing => Part::Typing,
        })
    }
}

fn choice<P: Carried>(button: &crate::message::Button<P>) -> Option<(&P::Title, &P)> {
    match &button.action {
        Action::Postback(payload) => Some((&button.title, payload)),
        _ => None,
    }
}

/// Other payloads, the same texts.
struct Carrying<F> {
    place: usize,
    map: F,
}

impl<P, Q, E, F> Map<P, Q> for Carrying<F>
where
    P: Carried,
    Q: Carried<Title = P::Title, Text = P::Text>,
    F: FnMut(P, usize) -> Result<Q, E>,
{
    type Error = E;

    fn title(&mut self, title: P::Title) -> Result<P::Title, E> {
        Ok(title)
    }

    fn text(&mut self, text: P::Text) -> Result<P::Text, E> {
        Ok(text)
    }

    fn payload(&mut self, payload: P, limit: Option<usize>) -> Result<Q, E> {
        (self.map)(payload, limit.unwrap_or(self.place))
    }
}
