//! Planning: from what the author said to what a platform shows.
//!
//! Pure and deterministic. Every choice is kept: what a platform has no widget for is shown in the nearest form
//! it has, what is too long is split or shortened, and what was lost by that is named.

mod capabilities;
mod part;
mod planner;
mod split;
mod title;

pub use capabilities::{Buttons, Capabilities, Lists, QuickReplies, Typing, Unit};
pub use part::Part;
pub use planner::plan;
pub(crate) use split::end_of_piece;
pub use split::split_text;

use std::time::Duration;

use crate::message::Carried;

/// A reply as one platform shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan<P: Carried> {
    /// The parts, in order.
    pub steps: Vec<Step<P>>,
    /// What could not be shown as the author meant it.
    pub losses: Vec<Loss>,
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
    /// The message has more choices than the platform shows at once, so it became several.
    Divided {
        /// How many messages it became.
        into: usize,
    },
    /// The platform has no such widget here.
    Replaced {
        /// What the author meant.
        meant: &'static str,
        /// What is shown.
        shown: &'static str,
    },
}

#[cfg(test)]
mod tests;
