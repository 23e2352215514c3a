// End with something to say: `count.to_string()`.
use tertulia::prelude::*;

fn main() {
    let _ = Context::new("main").keyword("count", |user: User| user.id());
}
