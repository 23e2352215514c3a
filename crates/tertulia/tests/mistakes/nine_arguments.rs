// Put some of them into a struct with `#[derive(FromTurn)]`.
use tertulia::prelude::*;

fn greet(_: User, _: Reply, _: Locale, _: Now, _: Event, _: Platform, _: User, _: Locale, _: Now) {}

fn main() {
    let _ = Context::new("main").postback("greet", greet);
}
