//! Why Messenger refuses.
//!
//! Source: [Messenger error codes](https://developers.facebook.com/docs/messenger-platform/error-codes) of 2026-06-25.

use crate::graph::{Fault, Refusal};

/// What is wrong with the parameters.
pub(super) fn parameter(fault: Fault) -> Refusal {
    let Fault { at, why, .. } = fault;
    let message = match why.strip_prefix("Unexpected key") {
        Some(_) => format!("(#100) {why}"),
        None => format!("(#100) Param {at} {why}"),
    };
    Refusal::new(100, message)
}

/// Nobody has that id.
pub(super) fn nobody() -> Refusal {
    Refusal::new(100, "(#100) No matching user found").subcode(2_018_001)
}

/// The person wrote too long ago.
pub(super) fn outside_window() -> Refusal {
    Refusal::new(
        10,
        "(#10) This message is sent outside of allowed window. Learn more about the new policy here: \
         https://developers.facebook.com/docs/messenger-platform/policy-overview",
    )
    .subcode(2_018_278)
}

/// The person blocked the page.
pub(super) fn unavailable() -> Refusal {
    Refusal::new(551, "(#551) This person isn't available right now.").subcode(1_545_041)
}

/// The page calls too fast.
pub(super) fn too_many(seconds: u32) -> Refusal {
    Refusal::too_many(613, "(#613) Calls to this api have exceeded the rate limit.", seconds)
}

/// The profile wants a Get Started button with a menu.
pub(super) fn no_get_started() -> Refusal {
    let message = "(#100) You must set a Get Started button if you also wish to use persistent menu";
    Refusal::new(100, message).subcode(2_018_145)
}
