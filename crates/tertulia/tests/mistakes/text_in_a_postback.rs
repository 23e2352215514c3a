// A press has no text: take `RawPayload`, or `Params<T>`.
use tertulia::prelude::*;

fn main() {
    let _ = Context::new("main").postback("yes", |Text(text): Text| text);
}
