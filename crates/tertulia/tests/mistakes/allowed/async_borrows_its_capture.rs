// The future may borrow from the closure that made it: an async closure that does is no `Fn`, and need not be.
use std::future::ready;

use tertulia::prelude::*;

pub(crate) fn context() -> Context {
    let name = String::from("Ada");
    Context::new("main").postback("greet", async move |reply: Reply| {
        ready(()).await;
        reply.text(&name);
    })
}
