// Say what is to be said otherwise: `user.name().unwrap_or("Nobody.").to_owned()`.
use tertulia::prelude::*;

fn name(user: User) -> Option<String> {
    user.name().map(str::to_owned)
}

fn main() {
    let _ = Context::new("main").keyword("name", name);
}
