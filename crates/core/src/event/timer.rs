//! Times that a conversation waited for.

use serde::{Deserialize, Serialize};

/// A time has come that the conversation waited for. It is no event of the platform's: a turn asked for it, see
/// [`TimerChange`](crate::turn::TimerChange).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Timer {
    /// What it is called in its conversation.
    pub key: String,
    /// What it is for.
    pub purpose: TimerPurpose,
}

/// What a timer is for.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "snake_case")]
pub enum TimerPurpose {
    /// Nothing was heard from the person for as long as a context waits; see
    /// [`Context::times_out`](crate::Context::times_out).
    Silence,
}

impl Timer {
    /// A timer of that name.
    pub fn new(key: impl Into<String>, purpose: TimerPurpose) -> Self {
        Self { key: key.into(), purpose }
    }
}
