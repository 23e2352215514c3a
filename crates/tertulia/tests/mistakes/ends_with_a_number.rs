// End with something to say: `user.id().to_string()`.
use tertulia::prelude::*;

fn main() {
    let _ = Context::new("main").keyword("count", |user: User| user.id());
}
