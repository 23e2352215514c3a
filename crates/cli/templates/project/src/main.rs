//! The program: `cargo run -- --help` tells what it can do.

use tertulia::prelude::*;

fn main() -> Exit {
    my_bot::app().run()
}
