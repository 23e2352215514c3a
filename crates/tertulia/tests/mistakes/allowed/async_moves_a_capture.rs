// The future owns what the closure captured.
use std::future::ready;

use tertulia::prelude::*;

pub(crate) fn context() -> Context {
    let name = String::from("Ada");
    Context::new("main").postback("greet", async move |reply: Reply| {
        ready(()).await;
        reply.text(name);
    })
}
