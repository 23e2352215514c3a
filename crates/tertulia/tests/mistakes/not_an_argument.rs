// Read the number from something a block gives: `Params<T>`, `Captures` or `Text`.
use tertulia::prelude::*;

async fn add(reply: Reply, number: i32) {
    reply.text(format!("{}", number + 1));
}

fn main() {
    let _ = Context::new("main").postback("add", add);
}
