//! Postbacks, three times: by name, with parameters, and all in one block.

mod any;
mod params;
mod profile;
mod simple;

use tertulia::prelude::*;

fn main() -> Exit {
    app().run()
}

fn app() -> App {
    App::new()
        .context(simple::context())
        .context(params::context())
        .context(any::context())
        .context(profile::context())
}

#[cfg(test)]
mod tests {
    #[test]
    fn conversations_are_as_written_down() {
        tertulia::test::scripts("tests/chats", super::app);
    }
}
