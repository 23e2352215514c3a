//! What can be pressed.

use serde::Serialize;

use super::bubble::Span;

/// Something that can be pressed: a button, a quick reply, a row of a list, an entry of a menu.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Choice {
    /// What [`Act::Press`](crate::Act::Press) calls it. It means something in its chat only, and only as long as it is seen.
    pub key: String,
    /// What stands on it.
    pub title: String,
    /// A line below the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What a press does.
    #[serde(flatten)]
    pub does: Does,
    /// A colour that the bot chose: `primary`, `success`, `danger`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
}

impl Choice {
    pub(crate) fn new(key: String, title: String, does: Does) -> Self {
        Self { key, title, description: None, does, style: None }
    }

    /// Whether the bot gets to know of a press; of what only happens on the phone it does not.
    pub fn reaches_bot(&self) -> bool {
        !matches!(self.does, Does::Open { .. } | Does::Copy { .. } | Does::Call { .. })
    }
}

/// What a press does.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(tag = "does", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Does {
    /// The bot is told of it.
    Tell,
    /// The title is written as if the person had typed it.
    Write,
    /// A page opens.
    Open {
        /// Its address.
        url: String,
    },
    /// A text is copied.
    Copy {
        /// The text.
        text: String,
    },
    /// A number is called.
    Call {
        /// The number.
        phone: String,
    },
    /// The person is asked for the own place, and sends it.
    ShareLocation,
    /// The person is asked for the own card, and sends it.
    ShareContact,
    /// A text is written into the composer, for the person to go on with.
    Compose {
        /// The text.
        text: String,
    },
}

/// A list that is opened to choose from.
#[derive(Clone, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct List {
    /// What stands on the button that opens it.
    pub button: String,
    /// Its sections.
    pub sections: Vec<Section>,
}

/// Rows under one title.
#[derive(Clone, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct Section {
    /// The title; may be empty.
    pub title: Vec<Span>,
    /// The rows.
    pub rows: Vec<Choice>,
}
