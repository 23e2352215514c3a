//! What a turn wants to be told later.

use jiff::Timestamp;

use crate::event::{Timer, TimerPurpose};

/// What a turn does with the timers of its conversation, to be kept together with the rest of its outcome.
///
/// There is one of each name. Once it is due it is an event of the conversation ([`EventKind::Timer`](crate::EventKind)):
/// it waits behind what came in by then, and is gone when it was handled.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum TimerChange {
    /// The conversation waits for that time. An earlier timer of the same name is gone.
    Set {
        /// What becomes an event.
        timer: Timer,
        /// Not before this time.
        due_at: Timestamp,
    },
    /// The conversation no longer waits for the timer of that name.
    Cancel(String),
}

impl TimerChange {
    /// Waits for that time.
    pub fn set(key: impl Into<String>, purpose: TimerPurpose, due_at: Timestamp) -> Self {
        Self::Set { timer: Timer::new(key, purpose), due_at }
    }

    /// What the timer is called.
    pub fn key(&self) -> &str {
        match self {
            Self::Set { timer, .. } => &timer.key,
            Self::Cancel(key) => key,
        }
    }
}
