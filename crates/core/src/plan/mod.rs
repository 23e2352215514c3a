//! Planning: from what the author said to what a platform shows.
//!
//! Pure and deterministic. Every choice is kept: what a platform has no widget for is shown in the nearest form
//! it has, what is too long is split or shortened, and what was lost by that is named.

mod capabilities;
mod cards;
mod choices;
mod leaf;
mod lists;
mod loss;
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
pub use loss::{Items, Loss};
pub use page::{Page, Shelf};
pub use part::Part;
pub use planner::{plan, plan_in_pages, plan_page};
pub use policy::Policy;
pub(crate) use split::end_of_piece;
pub use split::split_text;
pub use window::{Outside, Window};

use std::time::Duration;

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

#[cfg(test)]
mod tests;
