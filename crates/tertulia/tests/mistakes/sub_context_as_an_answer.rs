// Give back what was given, with its blocks: `|a| a.ask("What is your name?").any_text(leave())`.
use tertulia::prelude::*;

fn main() {
    let _ = Context::new("main").answer("name", |_| Context::new("name").any_text(leave()));
}
