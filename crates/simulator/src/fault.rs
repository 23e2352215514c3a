//! What goes wrong between a bot and a platform.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What goes wrong with one call of the bot, or one webhook to it.
///
/// It is serialised as the playground's page sends it: `{"fault": "too_many", "seconds": 3}`.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Fault {
    /// The call is refused with 429.
    TooMany {
        /// After how many seconds it may be made again.
        seconds: u32,
    },
    /// The call is refused with this status of 500 or more, and has no effect.
    ServerError {
        /// The status.
        status: u16,
    },
    /// The call has its effect, but its answer never comes.
    NoAnswer,
    /// The connection breaks before the call is read.
    Reset,
    /// The answer comes late.
    Slow {
        /// After how many milliseconds it comes.
        millis: u32,
    },
    /// The webhook is delivered twice.
    Redelivery,
    /// The webhook is delivered after the one that comes next.
    Reordering,
}

impl Fault {
    /// Whether it happens to a webhook, and not to a call.
    pub(crate) fn is_of_webhooks(self) -> bool {
        matches!(self, Self::Redelivery | Self::Reordering)
    }

    pub(crate) fn delay(self) -> Duration {
        match self {
            Self::Slow { millis } => Duration::from_millis(millis.into()),
            _ => Duration::ZERO,
        }
    }
}
