// Take the button's parameters with `Params<T>`; `Captures` is what a `regex` block finds.
use tertulia::prelude::*;

async fn buy(found: Captures, reply: Reply) {
    reply.text(&found[0]);
}

fn main() {
    let _ = Context::new("shop").postback("buy", buy);
}
