//! What a person is told when no block speaks: the press is stale, or the turn failed for good.

use crate::Verdict;

/// The name of the text that answers a stale press.
pub(super) fn key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Expired => "tertulia-expired",
        Verdict::Foreign | Verdict::Tampered => "tertulia-foreign",
        Verdict::AlreadyUsed => "tertulia-used",
        Verdict::Outdated => "tertulia-outdated",
        Verdict::Handled | Verdict::Unmatched | Verdict::Unknown => "tertulia-unknown",
    }
}
