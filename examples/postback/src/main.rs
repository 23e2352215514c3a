//! Postbacks, three times: by name, with parameters, and all in one block.

mod any;
mod params;
mod profile;
mod simple;

use tertulia::prelude::*;

fn main() -> Exit {
    App::new()
        .context(simple::context())
        .context(params::context())
        .context(any::context())
        .context(profile::context())
        .run()
}
