// Write `1..=9`.
use tertulia::prelude::*;

#[derive(Form)]
struct Order {
    #[form(range = 1..10)]
    count: u8,
}

fn main() {
    let _ = Context::new("main").form("order", |done: Order| done.count.to_string());
}
