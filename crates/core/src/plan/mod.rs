//! Planning: from what the author said to what a platform shows.

mod capabilities;
mod part;

pub use capabilities::{Buttons, Capabilities, Lists, QuickReplies, Typing, Unit};
pub use part::Part;
