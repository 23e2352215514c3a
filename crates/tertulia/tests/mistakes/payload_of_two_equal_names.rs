// Give each variant a name of its own; case makes no difference.
use serde::{Deserialize, Serialize};
use tertulia::prelude::*;

#[derive(Payload, Serialize, Deserialize)]
enum Shop {
    Buy,
    #[payload(name = "BUY")]
    Purchase,
}

fn main() {
    let _ = [Button::new("Buy", Shop::Buy), Button::new("Purchase", Shop::Purchase)];
}
