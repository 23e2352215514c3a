// Derive `Clone` for `Prices`, or capture an `Arc` of it, or share it with `App::data`.
use tertulia::prelude::*;

struct Prices;

fn main() {
    let prices = Prices;
    let _ = Context::new("shop").keyword("price", move |reply: Reply| {
        reply.text("3");
        drop(prices);
    });
}
