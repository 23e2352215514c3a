// Write `ask`.
use tertulia::prelude::*;

#[derive(Form)]
struct SignUp {
    #[form(question = "Who are you?")]
    name: String,
}

fn main() {
    let _ = Context::new("main").form("sign_up", |done: SignUp| done.name);
}
