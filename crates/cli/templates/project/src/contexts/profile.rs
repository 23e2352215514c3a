//! Context `profile`: reached by a button that names it, `profile/sign_up`, wherever the conversation is.

use tertulia::prelude::*;

use crate::forms::sign_up;

pub fn context() -> Context {
    Context::new("profile")
        .postback("sign_up", ask("sign_up"))
        .form("sign_up", sign_up::done)
}
