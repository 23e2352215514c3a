//! What a platform can show, as data.

use std::time::Duration;

/// What a platform offers, each with its limits. An adapter holds one, with the source of every number.
#[derive(Clone, Debug)]
pub struct Capabilities {
    /// How the platform counts what its limits are about.
    pub unit: Unit,
    /// The longest plain text.
    pub text: usize,
    /// Buttons below a text.
    pub buttons: Buttons,
    /// Choices that vanish, shown with the last message only.
    pub quick_replies: Option<QuickReplies>,
    /// A list that opens by a button.
    pub list: Option<Lists>,
    /// The sign that the bot is writing.
    pub typing: Option<Typing>,
}

/// How a platform counts the length of a text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Unit {
    /// Unicode code points.
    CodePoints,
    /// UTF-16 code units: the careful choice where a platform says "characters".
    Utf16,
}

impl Unit {
    /// The length of a text in this unit.
    pub fn length(self, text: &str) -> usize {
        match self {
            Self::CodePoints => text.chars().count(),
            Self::Utf16 => text.encode_utf16().count(),
        }
    }
}

/// The limits of buttons below a text.
#[derive(Clone, Debug)]
pub struct Buttons {
    /// The longest text above them.
    pub text: usize,
    /// How many a message may have.
    pub count: usize,
    /// The longest title.
    pub title: usize,
    /// The longest payload, in bytes.
    pub payload: usize,
    /// Whether titles, and payloads, must differ within a message.
    pub distinct: bool,
}

/// The limits of choices that vanish.
#[derive(Clone, Debug)]
pub struct QuickReplies {
    /// How many a message may have.
    pub count: usize,
    /// The longest title.
    pub title: usize,
    /// The longest payload, in bytes.
    pub payload: usize,
}

/// The limits of a list.
#[derive(Clone, Debug)]
pub struct Lists {
    /// The longest text above it.
    pub text: usize,
    /// The longest title of the button that opens it.
    pub button: usize,
    /// The longest header, and the longest footer.
    pub header: usize,
    /// How many sections.
    pub sections: usize,
    /// The longest title of a section.
    pub section_title: usize,
    /// How many rows in all sections together.
    pub rows: usize,
    /// The longest title of a row.
    pub title: usize,
    /// The longest description of a row.
    pub description: usize,
    /// The longest payload of a row, in bytes.
    pub payload: usize,
}

/// How the sign of writing works.
#[derive(Clone, Debug)]
pub struct Typing {
    /// After which time it has to be repeated to stay.
    pub repeat: Option<Duration>,
}
