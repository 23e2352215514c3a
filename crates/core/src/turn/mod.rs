//! One turn: an event in, changes and messages out.

mod handle;
mod snapshot;
mod verdict;

pub use handle::Turn;
pub(crate) use handle::{Matched, Shared};
pub use snapshot::{Outcome, OutgoingCall, Snapshot};
pub use verdict::Verdict;
