//! One turn: an event in, changes and messages out.

mod snapshot;
mod verdict;

pub use snapshot::{OutgoingCall, Outcome, Snapshot};
pub use verdict::Verdict;
