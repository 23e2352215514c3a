// Write `name`: a payload type has no route of its own.
use serde::{Deserialize, Serialize};
use tertulia::prelude::*;

#[derive(Payload, Serialize, Deserialize)]
#[payload(route = "shop/buy")]
struct Buy {
    sku: String,
}

fn main() {
    let _ = Button::new("Buy", Buy { sku: "apple".into() });
}
