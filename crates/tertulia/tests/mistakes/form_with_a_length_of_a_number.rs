// Write `range = 2..`.
use tertulia::prelude::*;

#[derive(Form)]
struct Order {
    #[form(min = 2)]
    count: u8,
}

fn main() {
    let _ = Context::new("main").form("order", |done: Order| done.count.to_string());
}
