//! Signing up, twice: a form by hand, and one that is derived.

pub mod by_hand;
pub mod derived;

use tertulia::prelude::*;

/// Where conversations begin.
pub fn main_context() -> Context {
    Context::new("main")
        .postback("by_hand", ask("/by_hand/email"))
        .postback("derived", ask("/derived/sign_up"))
        .everything_else(|reply: Reply| {
            reply.quick_reply(
                "Hello! Would you like to sign up?",
                [Button::postback("By hand", "by_hand"), Button::postback("Derived", "derived")],
            )
        })
}
