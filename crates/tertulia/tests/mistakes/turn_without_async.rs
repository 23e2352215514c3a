// Write `turn(async |t| …)`.
use tertulia::{Turn, prelude::*};

fn main() {
    let _ = Context::new("main").any_text(turn(|t: &Turn| {
        t.reply().text("Hello!");
    }));
}
