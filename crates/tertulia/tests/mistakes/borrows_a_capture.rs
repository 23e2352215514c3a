// Write `move |reply: Reply|`: the block outlives the function that declares it.
use tertulia::prelude::*;

fn main() {
    let name = String::from("Ada");
    let _ = Context::new("main").postback("greet", |reply: Reply| reply.text(&name));
}
