// Say it as a text: `reply.say("3")`.
use tertulia::prelude::*;

fn main() {
    let _ = Context::new("shop").keyword("price", |reply: Reply| reply.say(3));
}
