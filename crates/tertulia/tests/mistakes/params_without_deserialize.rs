// Add `#[derive(Deserialize)]` to `Order`.
use tertulia::prelude::*;

struct Order;

async fn buy(Params(_): Params<Order>) {}

fn main() {
    let _ = Context::new("shop").postback("buy", buy);
}
