// Take `Reply` itself: it is a handle.
use tertulia::prelude::*;

async fn greet(reply: &Reply) {
    reply.text("Hello!");
}

fn main() {
    let _ = Context::new("main").postback("greet", greet);
}
