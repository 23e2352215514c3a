// Use it in a `regex` block, or take the field `found` out of it.
use tertulia::prelude::*;

#[derive(FromTurn)]
struct Request {
    user: User,
    found: Captures,
}

fn greet(request: Request) -> String {
    format!("Hello {}, {}!", request.user.id(), &request.found[0])
}

fn main() {
    let _ = Context::new("main").keyword("hello", greet);
}
