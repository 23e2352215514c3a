//! What a platform can show, as data.

use std::time::Duration;

use crate::{Platform, RichText, message::MediaKind};

use super::Window;

/// What a platform offers, each with its limits. An adapter holds one, with the source of every number.
#[derive(Clone, Debug)]
pub struct Capabilities {
    /// Which platform it is.
    pub platform: Platform,
    /// How the platform counts what its limits are about.
    pub unit: Unit,
    /// How it shows the style of a text.
    pub styling: Styling,
    /// The longest text.
    pub text: usize,
    /// Buttons below a text.
    pub buttons: Buttons,
    /// Choices that vanish, shown with the last message only.
    pub quick_replies: Option<QuickReplies>,
    /// A list that opens by a button.
    pub list: Option<Lists>,
    /// Pictures, films, sounds and files.
    pub media: MediaLimits,
    /// Cards side by side.
    pub cards: Option<Cards>,
    /// Whether it shows a place on a map.
    pub location: bool,
    /// Whether it shows a card of an address book.
    pub contact: bool,
    /// Whether it has a button that asks where the person is.
    pub location_request: bool,
    /// Whether it has a button that asks for the person's phone number.
    pub contact_request: bool,
    /// Whether what a message shows can be changed once it is there.
    pub edits: bool,
    /// The sign that the bot is writing.
    pub typing: Option<Typing>,
    /// The time in which a person may be answered freely. Without one that is always.
    pub window: Option<Window>,
}

impl Capabilities {
    /// A platform that shows texts up to that length, with up to three buttons, and nothing else: where a new adapter begins.
    pub const fn new(platform: Platform, unit: Unit, text: usize) -> Self {
        Self {
            platform,
            unit,
            styling: Styling::Never,
            text,
            buttons: Buttons {
                text,
                count: 3,
                title: 20,
                payload: 64,
                distinct: false,
                links: Links::Never,
                calls: false,
                copies: false,
                apps: false,
            },
            quick_replies: None,
            list: None,
            media: MediaLimits {
                captioned: &[],
                caption: 0,
                buttoned: &[],
                buttons_need_text: false,
                together: &[],
                album: 0,
                files: &[],
            },
            cards: None,
            location: false,
            contact: false,
            location_request: false,
            contact_request: false,
            edits: false,
            typing: None,
            window: None,
        }
    }
}

/// How a platform shows the style of a text.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Styling {
    /// Beside the text: it takes nothing from its length.
    Beside,
    /// By signs in the text, as this function writes them. They count for its length.
    Written(fn(&RichText) -> String),
    /// Not at all. The addresses of links stand in the text.
    Never,
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
    /// Where buttons that open a page may stand.
    pub links: Links,
    /// Whether there are buttons that call a number.
    pub calls: bool,
    /// Whether there are buttons that copy a text.
    pub copies: bool,
    /// Whether there are buttons that open a web app.
    pub apps: bool,
}

/// Where buttons that open a page may stand.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Links {
    /// Beside all other buttons.
    Beside,
    /// Alone below a text.
    Alone,
    /// Nowhere.
    Never,
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

/// The limits of pictures, films, sounds and files.
#[derive(Clone, Debug)]
pub struct MediaLimits {
    /// What may have a text below it.
    pub captioned: &'static [MediaKind],
    /// The longest such text.
    pub caption: usize,
    /// What may have buttons below it, as many as a text.
    pub buttoned: &'static [MediaKind],
    /// Whether buttons want a text above them.
    pub buttons_need_text: bool,
    /// What may be shown together: kinds of one of these groups. What is in none is shown by itself.
    pub together: &'static [&'static [MediaKind]],
    /// How many may be shown together; 0 if they are shown one by one.
    pub album: usize,
    /// The files of the app that may be shown. What is not among them is not taken.
    pub files: &'static [FileLimit],
}

/// What a file has to be to be shown as something.
#[derive(Clone, Copy, Debug)]
pub struct FileLimit {
    /// What it is shown as.
    pub kind: MediaKind,
    /// The most bytes it may have.
    pub bytes: usize,
    /// The types it may be of, such as `image/png`; any if none is named.
    pub types: &'static [&'static str],
}

/// The limits of cards side by side.
#[derive(Clone, Debug)]
pub struct Cards {
    /// How few there may be.
    pub at_least: usize,
    /// How many there may be.
    pub count: usize,
    /// The longest text shown with them. `None` if it has to be a message of its own; else there must be one.
    pub text: Option<usize>,
    /// The longest title.
    pub title: usize,
    /// The longest line below the title.
    pub subtitle: usize,
    /// Whether title and line below are one text, which is no longer than `title`.
    pub joined: bool,
    /// How many buttons a card may have.
    pub buttons: usize,
    /// The longest title of a button.
    pub button: usize,
    /// Whether a card opens a page where it is touched, beside its buttons.
    pub links: bool,
    /// The longest payload of a button, in bytes; 0 if the buttons of a card only open pages.
    pub payload: usize,
    /// Whether every card must have a picture and at least one button, and all have the same kinds of buttons.
    pub alike: bool,
}

impl Capabilities {
    /// The longest payload that every place for choices takes, in bytes.
    pub fn shortest_payload(&self) -> usize {
        let quick = self.quick_replies.as_ref().map(|limits| limits.payload);
        let list = self.list.as_ref().map(|limits| limits.payload);
        quick.into_iter().chain(list).fold(self.buttons.payload, usize::min)
    }
}

/// How the sign of writing works.
#[derive(Clone, Debug)]
pub struct Typing {
    /// After which time it has to be repeated to stay.
    pub repeat: Option<Duration>,
}
