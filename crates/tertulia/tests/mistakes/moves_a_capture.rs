// Right as it is: the closure is cloned for every event, so it may give away what it captured.
use tertulia::prelude::*;

fn main() {
    let name = String::from("Ada");
    let _ = Context::new("main").postback("greet", move |reply: Reply| {
        reply.text(name);
    });
}
