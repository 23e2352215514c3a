//! What is lost when a reply is shown.

use std::fmt;

use crate::message::MediaKind;

/// Something that could not be shown as the author meant it. As a text it says what does not fit, and what is shown: "12 buttons
/// do not fit below one message here: shown as 4 messages".
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Loss {
    /// A title, description or line was longer than the platform shows. Holds the whole of it.
    Shortened(String),
    /// There are more of them than one message shows, so it became several.
    Divided {
        /// What they are.
        items: Items,
        /// How many messages it became.
        into: usize,
    },
    /// There are more of them than are shown at once, so they are shown page by page.
    Paged {
        /// What they are.
        items: Items,
        /// How many pages it became.
        pages: usize,
    },
    /// There are more buttons than one message shows, so they became a list.
    Listed {
        /// How many there are.
        buttons: usize,
    },
    /// The platform has no such thing here.
    Replaced {
        /// What the author meant, after "no".
        meant: &'static str,
        /// What is shown, after "shown as".
        shown: &'static str,
    },
    /// The platform does not take the file as what it was meant to be: it is too large, or of another type.
    Converted {
        /// What it was meant to be.
        meant: MediaKind,
        /// What it is sent as.
        sent: MediaKind,
    },
    /// The platform has nothing of the kind, and nothing is shown in its place.
    Missing(&'static str),
}

/// What is more than a platform shows in one message, and how much of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Items {
    /// A text.
    Text,
    /// Buttons below a text.
    Buttons(usize),
    /// Choices that vanish.
    QuickReplies(usize),
    /// Rows of a list.
    Rows(usize),
    /// Cards side by side.
    Cards(usize),
    /// Pictures and films together.
    Pictures(usize),
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shortened(title) => write!(f, "`{title}` is too long here: cut"),
            Self::Divided { items, into } => write!(f, "{items} here: shown as {into} messages"),
            Self::Paged { items, pages } => write!(f, "{items} here: shown on {pages} pages"),
            Self::Listed { buttons } => write!(f, "{} here: shown as a list", Items::Buttons(*buttons)),
            Self::Replaced { meant, shown } => write!(f, "no {meant} here: shown as {shown}"),
            Self::Converted { meant, sent } => {
                let (meant, sent) = (meant.name(), sent.name());
                write!(f, "no {meant} of this size or type here: sent as {sent}")
            }
            Self::Missing(what) => write!(f, "no {what} here: left out"),
        }
    }
}

/// What does not fit.
impl fmt::Display for Items {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => f.write_str("the text is too long for one message"),
            Self::Buttons(count) => write!(f, "{count} buttons do not fit below one message"),
            Self::QuickReplies(count) => write!(f, "{count} quick replies do not fit below one message"),
            Self::Rows(count) => write!(f, "{count} rows do not fit into one list"),
            Self::Cards(count) => write!(f, "{count} cards do not fit side by side"),
            Self::Pictures(count) => write!(f, "{count} pictures and films do not stand together"),
        }
    }
}
