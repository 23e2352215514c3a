// Annotate `SignUp` with `#[derive(Form)]`.
use tertulia::prelude::*;

struct SignUp {
    name: String,
}

fn main() {
    let _ = Context::new("main").form("sign_up", |done: SignUp| done.name);
}
