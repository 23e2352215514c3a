// End with something to say: `-> String`.
use tertulia::prelude::*;

async fn count(user: User) -> i64 {
    user.id()
}

fn main() {
    let _ = Context::new("main").keyword("count", count);
}
