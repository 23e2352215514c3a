// The closure is cloned for every event, so it may give away what it captured.
use tertulia::prelude::*;

pub(crate) fn context() -> Context {
    let name = String::from("Ada");
    Context::new("main").postback("greet", move |reply: Reply| {
        reply.text(name);
    })
}
