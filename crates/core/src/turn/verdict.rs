//! How a turn ended. A press ends as exactly one of these, and never in silence.

use std::fmt;

/// How a turn ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Verdict {
    /// A block took the event.
    Handled,
    /// No block took it, and nobody is owed an answer: it was no press.
    Unmatched,
    /// The press is older than payloads are kept.
    Expired,
    /// The button was made for someone else.
    Foreign,
    /// The payload was changed, or is not from this bot.
    Tampered,
    /// Nothing answers to this payload any more.
    Unknown,
    /// The button may be pressed once only, and was.
    AlreadyUsed,
    /// The button was made by a version of the bot whose parameters meant something else.
    Outdated,
    /// No block was asked, as somebody else talks with the person; see [`pause`](crate::pause).
    Paused,
}

impl Verdict {
    /// Whether it is a press that no block may see, so that the person has to be told.
    pub fn is_stale(self) -> bool {
        !matches!(self, Self::Handled | Self::Unmatched | Self::Paused)
    }
}

impl Verdict {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Handled => "handled",
            Self::Unmatched => "unmatched",
            Self::Expired => "expired",
            Self::Foreign => "foreign",
            Self::Tampered => "tampered",
            Self::Unknown => "unknown",
            Self::AlreadyUsed => "already_used",
            Self::Outdated => "outdated",
            Self::Paused => "paused",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
