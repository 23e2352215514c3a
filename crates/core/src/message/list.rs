//! A list to choose from.

use serde::{Deserialize, Serialize};

use crate::{Wording, payload::ButtonPayload};

use super::Carried;

/// A list to choose one row from.
///
/// ```
/// use tertulia_core::{List, Row};
///
/// let list = List::new("What will it be?", "Menu")
///     .section("Fruit", [Row::postback("Apple", "apple").description("From the garden")])
///     .section("Drinks", [Row::postback("Tea", "tea"), Row::postback("Coffee", "coffee")]);
/// ```
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct List<P: Carried = ButtonPayload> {
    /// The text above it.
    pub text: P::Text,
    /// What stands on the button that opens it, where a platform has such a button.
    pub button: P::Title,
    /// A line above the text.
    pub header: Option<P::Title>,
    /// A line below the text.
    pub footer: Option<P::Title>,
    /// The sections, in order.
    pub sections: Vec<Section<P>>,
}

/// Rows of a list under one title.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Section<P: Carried = ButtonPayload> {
    /// The title; empty if the list has only one section.
    pub title: P::Title,
    /// The rows, in order.
    pub rows: Vec<Row<P>>,
}

/// One row of a list.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Row<P: Carried = ButtonPayload> {
    /// What stands on it.
    pub title: P::Title,
    /// A smaller line below the title.
    pub description: Option<P::Title>,
    /// What comes back when it is chosen.
    pub payload: P,
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

    /// The same with what `change` makes of what it carries.
    pub(crate) fn map_payload(self, change: impl FnOnce(ButtonPayload) -> ButtonPayload) -> Self {
        Self { payload: change(self.payload), ..self }
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
