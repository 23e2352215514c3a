// Handle `Shop::Buy` too.
use serde::{Deserialize, Serialize};
use tertulia::prelude::*;

#[derive(Payload, Serialize, Deserialize)]
enum Shop {
    Browse,
    Buy { sku: String },
}

fn shop(press: Shop) -> &'static str {
    match press {
        Shop::Browse => "Apples and pears.",
    }
}

fn main() {
    let _ = Context::new("shop").on(shop);
}
