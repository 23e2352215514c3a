// Write the type of the argument: `|reply: Reply|`.
use tertulia::prelude::*;

fn main() {
    let _ = Context::new("main").postback("greet", |reply| {
        reply.text("Hello!");
    });
}
