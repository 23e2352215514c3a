//! What a bot says, before any platform is thought of.

use std::time::Duration;

use crate::payload::ButtonPayload;

/// One message of a reply.
///
/// `P` is what its buttons carry: what the author gave, and later what the wire has for it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Message<P = ButtonPayload> {
    /// A text.
    Text(String),
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
pub struct Question<P = ButtonPayload> {
    /// The text.
    pub text: String,
    /// The buttons, in order.
    pub buttons: Vec<Button<P>>,
}

/// Something to press.
#[derive(Clone, Debug, PartialEq)]
pub struct Button<P = ButtonPayload> {
    /// What stands on it.
    pub title: String,
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
pub struct List<P = ButtonPayload> {
    /// The text above it.
    pub text: String,
    /// What stands on the button that opens it, where a platform has such a button.
    pub button: String,
    /// A line above the text.
    pub header: Option<String>,
    /// A line below the text.
    pub footer: Option<String>,
    /// The sections, in order.
    pub sections: Vec<Section<P>>,
}

/// Rows of a list under one title.
#[derive(Clone, Debug, PartialEq)]
pub struct Section<P = ButtonPayload> {
    /// The title; empty if the list has only one section.
    pub title: String,
    /// The rows, in order.
    pub rows: Vec<Row<P>>,
}

/// One row of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<P = ButtonPayload> {
    /// What stands on it.
    pub title: String,
    /// A smaller line below the title.
    pub description: Option<String>,
    /// What comes back when it is chosen.
    pub payload: P,
}

impl Button {
    /// A button that carries a typed payload; the block is declared with [`Context::on`](crate::Context::on).
    pub fn new(title: impl Into<String>, payload: impl crate::Payload) -> Self {
        Self { title: title.into(), payload: ButtonPayload::typed(payload) }
    }

    /// A button that carries a payload by name: `"yes"`, `"profile/sign_up"`, or what
    /// [`payload`](crate::payload()) makes.
    pub fn postback(title: impl Into<String>, payload: impl Into<ButtonPayload>) -> Self {
        Self { title: title.into(), payload: payload.into() }
    }
}

impl Row {
    /// A row that carries a typed payload; the block is declared with [`Context::on`](crate::Context::on).
    pub fn new(title: impl Into<String>, payload: impl crate::Payload) -> Self {
        Self { title: title.into(), description: None, payload: ButtonPayload::typed(payload) }
    }

    /// A row that carries a payload by name.
    pub fn postback(title: impl Into<String>, payload: impl Into<ButtonPayload>) -> Self {
        Self { title: title.into(), description: None, payload: payload.into() }
    }

    /// Adds a smaller line below the title.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }
}

impl List {
    /// A list without rows yet; `button` opens it where a platform has such a button.
    pub fn new(text: impl Into<String>, button: impl Into<String>) -> Self {
        Self { text: text.into(), button: button.into(), header: None, footer: None, sections: Vec::new() }
    }

    /// Adds rows under a title. A single section may have an empty title.
    #[must_use]
    pub fn section(mut self, title: impl Into<String>, rows: impl IntoIterator<Item = Row>) -> Self {
        self.sections.push(Section { title: title.into(), rows: rows.into_iter().collect() });
        self
    }

    /// Adds a line above the text.
    #[must_use]
    pub fn header(mut self, header: impl Into<String>) -> Self {
        self.header = Some(header.into());
        self
    }

    /// Adds a line below the text.
    #[must_use]
    pub fn footer(mut self, footer: impl Into<String>) -> Self {
        self.footer = Some(footer.into());
        self
    }
}

impl<P> Message<P> {
    /// The same message with other payloads. The first error ends it.
    pub fn try_map<Q, E>(self, mut map: impl FnMut(P) -> Result<Q, E>) -> Result<Message<Q>, E> {
        Ok(match self {
            Self::Text(text) => Message::Text(text),
            Self::Buttons(question) => Message::Buttons(question.try_map(&mut map)?),
            Self::QuickReplies(question) => Message::QuickReplies(question.try_map(&mut map)?),
            Self::List(list) => Message::List(list.try_map(&mut map)?),
            Self::Typing(time) => Message::Typing(time),
        })
    }
}

impl<P> Question<P> {
    pub(crate) fn try_map<Q, E>(self, map: &mut impl FnMut(P) -> Result<Q, E>) -> Result<Question<Q>, E> {
        let buttons = self
            .buttons
            .into_iter()
            .map(|button| Ok(Button { title: button.title, payload: map(button.payload)? }))
            .collect::<Result<_, E>>()?;
        Ok(Question { text: self.text, buttons })
    }
}

impl<P> List<P> {
    pub(crate) fn try_map<Q, E>(self, map: &mut impl FnMut(P) -> Result<Q, E>) -> Result<List<Q>, E> {
        let mut sections = Vec::with_capacity(self.sections.len());
        for section in self.sections {
            let mut rows = Vec::with_capacity(section.rows.len());
            for row in section.rows {
                let Row { title, description, payload } = row;
                rows.push(Row { title, description, payload: map(payload)? });
            }
            sections.push(Section { title: section.title, rows });
        }
        let Self { text, button, header, footer, .. } = self;
        Ok(List { text, button, header, footer, sections })
    }
}
