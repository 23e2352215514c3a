// A question is an answer: `.answer("name", |a| a.ask("What is your name?"))`.
use tertulia::prelude::*;

fn main() {
    let _ = Context::new("main").ask("What is your name?");
}
