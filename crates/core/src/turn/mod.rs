//! One turn: an event in, changes and messages out.

mod handle;
mod outgoing;
mod snapshot;
mod timer;
mod verdict;

pub use handle::Turn;
pub(crate) use handle::{Matched, Shared};
pub use outgoing::{Ambiguity, OutgoingCall};
pub use snapshot::{Outcome, Snapshot};
pub use timer::TimerChange;
pub use verdict::Verdict;
