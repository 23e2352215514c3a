//! The bot, as the program runs it and the tests talk to it.

pub mod contexts;
pub mod forms;

use tertulia::{prelude::*, profile::Profile};

/// Every context of the bot, and where its texts and templates are.
pub fn app() -> App {
    App::new()
        .context(contexts::main::context())
        .context(contexts::profile::context())
        .locales("locales")
        .templates("templates")
        .profile(profile())
}

/// What people see before they write: each platform shows what it knows of this.
fn profile() -> Profile {
    Profile::new()
        .get_started("get_started")
        .greeting("Hello! I bring tea and coffee.")
        .greeting_in("es", "¡Hola! Traigo té y café.")
        .commands([("start", "Shows the menu")])
}
