//! Planning: from what the author said to what a platform shows.
//!
//! Pure and deterministic. Every choice is kept: what a platform has no widget for is shown in the nearest form
//! it has, what is too long is split or shortened, and what was lost by that is named.

mod capabilities;
mod cards;
mod choices;
mod leaf;
mod lists;
mod media;
mod page;
mod part;
mod planner;
mod policy;
mod split;
mod title;
mod told;
mod window;

pub use capabilities::{
    Buttons, Capabilities, Cards, FileLimit, Links, Lists, MediaLimits, QuickReplies, Styling, Typing, Unit,
};
pub use leaf::Leaf;
pub use page::{Page, Shelf};
pub use part::Part;
pub use planner::{plan, plan_in_pages, plan_page};
pub use policy::Policy;
pub(crate) use split::end_of_piece;
pub use split::split_text;
pub use window::{Outside, Window};

use std::{fmt, time::Duration};

use crate::message::Carried;

/// A reply as one platform shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan<P: Carried> {
    /// The parts, in order.
    pub steps: Vec<Step<P>>,
    /// What could not be shown as the author meant it, each with the message it was in.
    pub losses: Vec<(usize, Loss)>,
}

/// One part, with the time to wait before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Step<P: Carried> {
    /// How long to wait after the part before it.
    pub wait: Duration,
    /// Which of the messages it belongs to.
    pub message: usize,
    /// The part.
    pub part: Part<P>,
}

/// Something that could not be shown as the author meant it.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Loss {
    /// A title, description or line was longer than the platform shows. Holds the whole of it.
    Shortened(String),
    /// The message has more choices, cards or text than the platform shows at once, so it became several.
    Divided {
        /// What it was.
        what: &'static str,
        /// How many messages it became.
        into: usize,
    },
    /// The message has more choices or cards than the platform shows at once, so they are shown page by page.
    Paged {
        /// What it was.
        what: &'static str,
        /// How many pages it became.
        pages: usize,
    },
    /// The platform has no such widget here.
    Replaced {
        /// What the author meant.
        meant: &'static str,
        /// What is shown.
        shown: &'static str,
    },
    /// The platform has nothing of the kind, and the author gave nothing to show in its place.
    Missing(&'static str),
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shortened(title) => write!(f, "`{title}` is longer than the platform shows, and is cut"),
            Self::Divided { what, into } => {
                write!(f, "the {what} is more than the platform shows at once, and becomes {into} messages")
            }
            Self::Paged { what, pages } => {
                write!(f, "the {what} is more than the platform shows at once, and becomes {pages} pages")
            }
            Self::Replaced { meant, shown } => {
                write!(f, "the platform has no {meant} here, and shows a {shown}")
            }
            Self::Missing(what) => write!(f, "the platform has no {what}, and nothing is said in its place"),
        }
    }
}

#[cfg(test)]
mod tests;
