// Derive `Serialize` and `Deserialize` too: `#[derive(Payload, Serialize, Deserialize)]`.
use tertulia::prelude::*;

#[derive(Payload)]
struct Buy {
    sku: String,
}

fn main() {
    let _ = Button::new("Buy", Buy { sku: "apple".into() });
}
