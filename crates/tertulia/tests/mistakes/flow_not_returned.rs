// End with it: `change_to("profile")` without the semicolon, and `-> Flow`.
#![deny(unused_must_use)]

use tertulia::prelude::*;

fn to_profile(reply: Reply) {
    reply.text("This way, please.");
    change_to("profile");
}

fn main() {
    let _ = Context::new("main").postback("profile", to_profile);
}
