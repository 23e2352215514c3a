// Derive `Payload` for `Yes`, or write `Button::postback("Yes", "yes")`.
use tertulia::prelude::*;

struct Yes;

fn main() {
    let _ = Button::new("Yes", Yes);
}
