// Make every field something a block can take.
use tertulia::prelude::*;

#[derive(FromTurn)]
struct Customer {
    user: User,
    number: u32,
}

fn greet(customer: Customer) -> String {
    format!("Hello {}!", customer.user.id() + i64::from(customer.number))
}

fn main() {
    let _ = Context::new("main").keyword("hello", greet);
}
