//! What was written.

use jiff::Timestamp;
use serde::Serialize;

use super::choice::{Choice, List};

/// One message of a chat.
#[derive(Clone, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct Bubble {
    /// The platform's id of the message.
    pub id: String,
    /// Who wrote it: the id of a [`Person`](crate::Person), or nothing for the bot.
    pub from: Option<String>,
    /// When it was written.
    pub at: Timestamp,
    /// A line above the text, in bold.
    pub header: Vec<Span>,
    /// What is attached, above the text.
    pub attached: Vec<Attached>,
    /// The text.
    pub text: Vec<Span>,
    /// A small line below the text.
    pub footer: Vec<Span>,
    /// The buttons below it, row by row.
    pub buttons: Vec<Vec<Choice>>,
    /// The list that a button opens.
    pub list: Option<List>,
    /// The cards that lie side by side.
    pub cards: Vec<Card>,
    /// How far it got, of what the bot wrote and of what the person wrote.
    pub ticks: Ticks,
    /// The emojis on it.
    pub reactions: Vec<String>,
    /// The bubble that it visibly answers.
    pub quotes: Option<String>,
    /// Whether it was changed after it was sent.
    pub edited: bool,
    /// Whether it stands above all others.
    pub pinned: bool,
    /// Whether it is a notice of the platform and nobody's message.
    pub notice: bool,
}

impl Bubble {
    /// What it says, without its styles.
    pub fn plain(&self) -> String {
        self.text.iter().map(|span| span.text.as_str()).collect()
    }

    /// Everything in it that can be pressed, in the order in which it is seen.
    pub fn choices(&self) -> impl Iterator<Item = &Choice> {
        let rows = self.list.iter().flat_map(|list| &list.sections).flat_map(|section| &section.rows);
        let cards = self.cards.iter().flat_map(|card| &card.buttons);
        self.buttons.iter().flatten().chain(rows).chain(cards)
    }
}

/// A piece of text in one style.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Span {
    /// The text.
    pub text: String,
    /// `bold`, `italic`, `underline`, `strikethrough`, `spoiler`, `code`, `pre`, `quote`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub styles: Vec<&'static str>,
    /// Where a touch leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

impl Span {
    /// Text without a style.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// Something that is no text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Attached {
    /// A picture, film, sound, document or sticker.
    File {
        /// `image`, `video`, `audio`, `document` or `sticker`.
        media: String,
        /// Where it is; below `/files/` if it was uploaded here.
        url: Option<String>,
        /// Its name.
        name: Option<String>,
    },
    /// A place.
    Location {
        /// Degrees north of the equator.
        latitude: f64,
        /// Degrees east of Greenwich.
        longitude: f64,
        /// What the place is called.
        name: Option<String>,
        /// Where it is.
        address: Option<String>,
    },
    /// Somebody's card.
    Contact {
        /// The name.
        name: String,
        /// The phone number.
        phone: String,
    },
}

/// A card among several that lie side by side.
#[derive(Clone, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct Card {
    /// The picture above it.
    pub image: Option<String>,
    /// What it is.
    pub title: Vec<Span>,
    /// More about it.
    pub subtitle: Vec<Span>,
    /// Where a touch of the card itself leads.
    pub link: Option<String>,
    /// What can be pressed.
    pub buttons: Vec<Choice>,
}

/// How far a message got.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Ticks {
    /// The platform has it.
    #[default]
    Sent,
    /// The other side has it.
    Delivered,
    /// The other side read it.
    Read,
    /// The bot could not be told of it yet.
    Failed,
}
