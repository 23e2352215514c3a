//! Postbacks, three times: by name, with parameters, and all in one block.

mod any;
mod params;
mod profile;
mod simple;

use tertulia::{
    prelude::*,
    profile::{MenuItem, Profile},
};

fn main() -> Exit {
    app().run()
}

fn app() -> App {
    App::new()
        .context(simple::context())
        .context(params::context())
        .context(any::context())
        .context(profile::context())
        .profile(menus())
}

/// What people see before they write: `postback messenger menu on` and the like tell the platforms.
fn menus() -> Profile {
    Profile::new()
        .get_started("get_started")
        .greeting("Learn what a postback is, by pressing one.")
        .menu([MenuItem::postback("Start again", "get_started")])
        .ice_breakers([MenuItem::postback("What is a postback?", "get_started")])
        .commands([("start", "Starts again")])
}

#[cfg(test)]
mod tests {
    #[test]
    fn conversations_are_as_written_down() {
        tertulia::test::scripts("tests/chats", super::app);
    }
}
