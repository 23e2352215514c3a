// Right as it is: the future may hold what the closure captured.
use std::future::ready;

use tertulia::prelude::*;

fn main() {
    let name = String::from("Ada");
    let _ = Context::new("main").postback("greet", async move |reply: Reply| {
        ready(()).await;
        reply.text(name);
    });
}
