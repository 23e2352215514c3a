// Take a payload type first, or write `.postback("greet", greet)`.
use tertulia::prelude::*;

fn greet(reply: Reply) {
    reply.text("Hello!");
}

fn main() {
    let _ = Context::new("main").on(greet);
}
