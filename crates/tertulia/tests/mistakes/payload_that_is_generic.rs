// Make one type for each payload.
use serde::{Deserialize, Serialize};
use tertulia::prelude::*;

#[derive(Payload, Serialize, Deserialize)]
struct Buy<T> {
    what: T,
}

fn main() {
    let _ = Button::new("Buy", Buy { what: 7 });
}
