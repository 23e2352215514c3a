// Name the field.
use tertulia::prelude::*;

#[derive(Form)]
struct SignUp(String);

fn main() {
    let _ = Context::new("main").form("sign_up", |done: SignUp| done.0);
}
