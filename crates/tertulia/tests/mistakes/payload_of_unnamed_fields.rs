// Name the field: `struct Buy { sku: String }`.
use serde::{Deserialize, Serialize};
use tertulia::prelude::*;

#[derive(Payload, Serialize, Deserialize)]
struct Buy(String);

fn main() {
    let _ = Button::new("Buy", Buy("apple".into()));
}
