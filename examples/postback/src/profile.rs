//! Context `profile`: reached by a payload that names it, wherever the conversation is.

use tertulia::prelude::*;

pub(crate) fn context() -> Context {
    Context::new("profile").postback("sign_up", "You are in the profile context now.")
}
