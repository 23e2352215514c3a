// Pass the function itself: `greet`.
use tertulia::prelude::*;

async fn greet() -> &'static str {
    "Hello!"
}

fn main() {
    let _ = Context::new("main").postback("greet", greet());
}
