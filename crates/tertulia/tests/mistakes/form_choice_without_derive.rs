// Annotate `Color` with `#[derive(FormChoice)]`.
use tertulia::prelude::*;

enum Color {
    Red,
}

#[derive(Form)]
struct Paint {
    color: Option<Color>,
}

fn main() {
    let _ = Context::new("main").form("paint", |_: Paint| "Thanks.");
    let _ = Color::Red;
}
