// Give the name alone: the context is where `.on` stands.
use serde::{Deserialize, Serialize};
use tertulia::prelude::*;

#[derive(Payload, Serialize, Deserialize)]
#[payload(name = "shop/buy")]
struct Buy {
    sku: String,
}

fn main() {
    let _ = Button::new("Buy", Buy { sku: "apple".into() });
}
