//! What a bot says, before any platform is thought of.

use std::{fmt::Debug, time::Duration};

use crate::{Wording, payload::ButtonPayload};

/// What the choices of a message carry: what the author gave, and later what the wire has for it. It decides what
/// the texts are: an author's may still have to be translated, those for the wire are there.
pub trait Carried {
    /// A text or title.
    type Text: Clone + Debug + PartialEq;
}

impl Carried for ButtonPayload {
    type Text = Wording;
}

impl Carried for String {
    type Text = Self;
}

/// One message of a reply.
///
/// `P` is what its buttons carry.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Message<P: Carried = ButtonPayload> {
    /// A text.
    Text(P::Text),
    /// A text with buttons that stay.
    Buttons(Question<P>),
    /// A text with buttons that are gone once one is pressed.
    QuickReplies(Question<P>),
    /// A text with a list to choose from.
    List(List<P>),
    /// Shows that the bot is writing, for that time.
    Typing(Duration),
}

/// A text and what may be pressed below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Question<P: Carried = ButtonPayload> {
    /// The text.
    pub text: P::Text,
    /// The buttons, in order.
    pub buttons: Vec<Button<P>>,
}

/// Something to press.
#[derive(Clone, Debug, PartialEq)]
pub struct Button<P: Carried = ButtonPayload> {
    /// What stands on it.
    pub title: P::Text,
    /// What comes back when it is pressed.
    pub payload: P,
}

/// A list to choose one row from.
///
/// ```
/// use tertulia_core::{List, Row};
///
/// let list = List::new("What will it be?", "Menu")
///     .section("Fruit", [Row::postback("Apple", "apple").description("From the garden")])
///     .section("Drinks", [Row::postback("Tea", "tea"), Row::postback("Coffee", "coffee")]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct List<P: Carried = ButtonPayload> {
    /// The text above it.
    pub text: P::Text,
    /// What stands on the button that opens it, where a platform has such a button.
    pub button: P::Text,
    /// A line above the text.
    pub header: Option<P::Text>,
    /// A line below the text.
    pub footer: Option<P::Text>,
    /// The sections, in order.
    pub sections: Vec<Section<P>>,
}

/// Rows of a list under one title.
#[derive(Clone, Debug, PartialEq)]
pub struct Section<P: Carried = ButtonPayload> {
    /// The title; empty if the list has only one section.
    pub title: P::Text,
    /// The rows, in order.
    pub rows: Vec<Row<P>>,
}

/// One row of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<P: Carried = ButtonPayload> {
    /// What stands on it.
    pub title: P::Text,
    /// A smaller line below the title.
    pub description: Option<P::Text>,
    /// What comes back when it is chosen.
    pub payload: P,
}

impl Button {
    /// A button that carries a typed payload; the block is declared with [`Context::on`](crate::Context::on).
    pub fn new(title: impl Into<Wording>, payload: impl crate::Payload) -> Self {
        Self { title: title.into(), payload: ButtonPayload::typed(payload) }
    }

    /// A button that carries a payload by name: `"yes"`, `"profile/sign_up"`, or what
    /// [`payload`](crate::payload()) makes.
    pub fn postback(title: impl Into<Wording>, payload: impl Into<ButtonPayload>) -> Self {
        Self { title: title.into(), payload: payload.into() }
    }
}

impl Row {
    /// A row that carries a typed payload; the block is declared with [`Context::on`](crate::Context::on).
    pub fn new(title: impl Into<Wording>, payload: impl crate::Payload) -> Self {
        Self { title: title.into(), description: None, payload: ButtonPayload::typed(payload) }
    }

    /// A row that carries a payload by name.
    pub fn postback(title: impl Into<Wording>, payload: impl Into<ButtonPayload>) -> Self {
        Self { title: title.into(), description: None, payload: payload.into() }
    }

    /// Adds a smaller line below the title.
    #[must_use]
    pub fn description(mut self, description: impl Into<Wording>) -> Self {
        self.description = Some(description.into());
        self
    }
}

impl List {
    /// A list without rows yet; `button` opens it where a platform has such a button.
    pub fn new(text: impl Into<Wording>, button: impl Into<Wording>) -> Self {
        Self { text: text.into(), button: button.into(), header: None, footer: None, sections: Vec::new() }
    }

    /// Adds rows under a title. A single section may have an empty title.
    #[must_use]
    pub fn section(mut self, title: impl Into<Wording>, rows: impl IntoIterator<Item = Row>) -> Self {
        self.sections.push(Section { title: title.into(), rows: rows.into_iter().collect() });
        self
    }

    /// Adds a line above the text.
    #[must_use]
    pub fn header(mut self, header: impl Into<Wording>) -> Self {
        self.header = Some(header.into());
        self
    }

    /// Adds a line below the text.
    #[must_use]
    pub fn footer(mut self, footer: impl Into<Wording>) -> Self {
        self.footer = Some(footer.into());
        self
    }
}

impl<P: Carried> Message<P> {
    /// The titles of what can be chosen, in order.
    pub(crate) fn titles(&self) -> impl Iterator<Item = &P::Text> {
        let (buttons, sections) = match self {
            Self::Buttons(question) | Self::QuickReplies(question) => (&question.buttons[..], &[][..]),
            Self::List(list) => (&[][..], &list.sections[..]),
            Self::Text(_) | Self::Typing(_) => (&[][..], &[][..]),
        };
        let rows = sections.iter().flat_map(|section| &section.rows).map(|row| &row.title);
        buttons.iter().map(|button| &button.title).chain(rows)
    }

    /// The same message on its way to the wire. The first error ends it.
    ///
    /// # Errors
    ///
    /// The first error of `text` or `payload`.
    pub fn try_map<Q: Carried, E>(
        self,
        text: impl FnMut(P::Text) -> Result<Q::Text, E>,
        payload: impl FnMut(P) -> Result<Q, E>,
    ) -> Result<Message<Q>, E> {
        let mut map = Mapping { text, payload };
        Ok(match self {
            Self::Text(text) => Message::Text((map.text)(text)?),
            Self::Buttons(question) => Message::Buttons(question.try_map(&mut map)?),
            Self::QuickReplies(question) => Message::QuickReplies(question.try_map(&mut map)?),
            Self::List(list) => Message::List(list.try_map(&mut map)?),
            Self::Typing(time) => Message::Typing(time),
        })
    }
}

/// What becomes of the texts and of the payloads.
pub(crate) struct Mapping<T, F> {
    pub(crate) text: T,
    pub(crate) payload: F,
}

impl<P: Carried> Question<P> {
    pub(crate) fn try_map<Q, E, T, F>(self, map: &mut Mapping<T, F>) -> Result<Question<Q>, E>
    where
        Q: Carried,
        T: FnMut(P::Text) -> Result<Q::Text, E>,
        F: FnMut(P) -> Result<Q, E>,
    {
        let text = (map.text)(self.text)?;
        let button = |Button { title, payload }| {
            Ok(Button { title: (map.text)(title)?, payload: (map.payload)(payload)? })
        };
        Ok(Question { text, buttons: self.buttons.into_iter().map(button).collect::<Result<_, E>>()? })
    }
}

impl<P: Carried> List<P> {
    pub(crate) fn try_map<Q, E, T, F>(self, map: &mut Mapping<T, F>) -> Result<List<Q>, E>
    where
        Q: Carried,
        T: FnMut(P::Text) -> Result<Q::Text, E>,
        F: FnMut(P) -> Result<Q, E>,
    {
        let Self { text, button, header, footer, sections: all } = self;
        let (text, button) = ((map.text)(text)?, (map.text)(button)?);
        let header = header.map(&mut map.text).transpose()?;
        let footer = footer.map(&mut map.text).transpose()?;
        let mut sections = Vec::with_capacity(all.len());
        for Section { title, rows: all } in all {
            let title = (map.text)(title)?;
            let mut rows = Vec::with_capacity(all.len());
            for Row { title, description, payload } in all {
                let title = (map.text)(title)?;
                let description = description.map(&mut map.text).transpose()?;
                rows.push(Row { title, description, payload: (map.payload)(payload)? });
            }
            sections.push(Section { title, rows });
        }
        Ok(List { text, button, header, footer, sections })
    }
}
