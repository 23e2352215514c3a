//! What a bot says, before any platform is thought of.

mod button;
mod carousel;
mod extras;
mod link;
mod list;
mod map;
mod media;
mod native;

pub use button::{Action, Button, Question};
pub use carousel::{Card, Carousel};
pub use extras::Extras;
pub use link::Link;
pub use list::{List, Row, Section};
pub use map::Map;
pub use media::{Album, Media, MediaKind, Source};
pub use native::{Native, Placed, Written};

use std::{fmt::Debug, time::Duration};

use serde::{Deserialize, Serialize};

use crate::{Contact, Location, RichText, Wording, payload::ButtonPayload};

/// What the choices of a message carry: what the author gave, and later what the wire has for it. It decides what
/// the texts are: an author's may still have to be translated, those for the wire are there.
pub trait Carried {
    /// A title: a short text without style.
    type Title: Clone + Debug + PartialEq;
    /// A text, which may have style.
    type Text: Clone + Debug + PartialEq;
}

impl Carried for ButtonPayload {
    type Title = Wording;
    type Text = Wording;
}

impl Carried for String {
    type Title = Self;
    type Text = RichText;
}

/// What is planned and sent: its texts are there, in the person's language.
pub trait Planned: Carried<Title = String, Text = RichText> + Clone {}

impl<P: Carried<Title = String, Text = RichText> + Clone> Planned for P {}

/// One message of a reply.
///
/// `P` is what its buttons carry.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(bound(
    serialize = "P: Serialize, P::Title: Serialize, P::Text: Serialize",
    deserialize = "P: Deserialize<'de>, P::Title: Deserialize<'de>, P::Text: Deserialize<'de>"
))]
#[non_exhaustive]
#[serde(rename_all = "snake_case")]
pub enum Message<P: Carried = ButtonPayload> {
    /// A text.
    Text(P::Text),
    /// A text with buttons that stay.
    Buttons(Question<P>),
    /// A text with buttons that are gone once one is pressed.
    QuickReplies(Question<P>),
    /// A text with a list to choose from.
    List(List<P>),
    /// A picture, film, sound or file.
    Media(Media<P>),
    /// Several pictures and films, shown together.
    Album(Album<P>),
    /// Cards side by side.
    Carousel(Carousel<P>),
    /// A page of the web, with a picture and a button.
    Link(Link<P>),
    /// A place.
    Location(Location),
    /// A card of an address book.
    Contact(Contact),
    /// A text that asks where the person is.
    LocationRequest(P::Text),
    /// A text that asks for the person's phone number.
    ContactRequest(P::Text),
    /// Something that one platform alone has.
    Native(Native<P>),
    /// Shows that the bot is writing, for that time.
    Typing(Duration),
}

impl<P: Carried> Message<P> {
    /// The buttons, in order; none of a list's rows.
    fn buttons(&self) -> Box<dyn Iterator<Item = &Button<P>> + '_> {
        match self {
            Self::Buttons(question) | Self::QuickReplies(question) => Box::new(question.buttons.iter()),
            Self::Media(media) => Box::new(media.buttons.iter()),
            Self::Carousel(carousel) => Box::new(carousel.cards.iter().flat_map(|card| &card.buttons)),
            _ => Box::new(std::iter::empty()),
        }
    }

    /// The titles of what can be chosen, in order.
    pub(crate) fn titles(&self) -> impl Iterator<Item = &P::Title> {
        let presses = |button: &&Button<P>| matches!(button.action, Action::Postback(_));
        let rows = match self {
            Self::List(list) => &list.sections[..],
            _ => &[],
        };
        let rows = rows.iter().flat_map(|section| &section.rows).map(|row| &row.title);
        self.buttons().filter(presses).map(|button| &button.title).chain(rows)
    }

    /// What the author wrote that may have a style.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &P::Text> {
        let text = match self {
            Self::Text(text) | Self::LocationRequest(text) | Self::ContactRequest(text) => Some(text),
            Self::Buttons(question) | Self::QuickReplies(question) => Some(&question.text),
            Self::List(list) => Some(&list.text),
            Self::Media(media) => media.caption.as_ref(),
            Self::Album(album) => album.caption.as_ref(),
            Self::Carousel(carousel) => carousel.text.as_ref(),
            Self::Link(_) | Self::Location(_) | Self::Contact(_) | Self::Native(_) | Self::Typing(_) => None,
        };
        text.into_iter()
    }

    /// What its choices carry, in order.
    pub(crate) fn payloads(&self) -> Vec<&P> {
        let rows = match self {
            Self::List(list) => &list.sections[..],
            _ => &[],
        };
        let rows = rows.iter().flat_map(|section| &section.rows).map(|row| &row.payload);
        let native = match self {
            Self::Native(native) => &native.payloads[..],
            _ => &[],
        };
        let placed = native.iter().map(|placed| &placed.payload);
        self.buttons().filter_map(Button::payload).chain(rows).chain(placed).collect()
    }

    /// Whether it is nothing but a sign.
    pub(crate) fn is_sign(&self) -> bool {
        matches!(self, Self::Typing(_))
    }
}
