// Declare it with `.on(buy)`: it comes from a button.
use serde::{Deserialize, Serialize};
use tertulia::prelude::*;

#[derive(Payload, Serialize, Deserialize)]
struct Buy {
    sku: String,
}

fn buy(order: Buy) -> String {
    order.sku
}

fn main() {
    let _ = Context::new("shop").keyword("buy", buy);
}
