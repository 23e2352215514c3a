// Words carry no parameters: take `Params<T>` in a `postback` block.
use serde::Deserialize;
use tertulia::prelude::*;

#[derive(Deserialize)]
struct Order {
    sku: String,
}

fn main() {
    let _ = Context::new("shop").keyword("buy", |Params(order): Params<Order>| order.sku);
}
