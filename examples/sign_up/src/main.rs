//! The bot that signs people up.

use sign_up::{by_hand, derived, main_context};
use tertulia::prelude::*;

fn main() -> Exit {
    App::new().context(main_context()).context(by_hand::context()).context(derived::context()).run()
}
