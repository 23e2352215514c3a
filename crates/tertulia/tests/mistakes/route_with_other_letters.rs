// Write it with `a-z`, `0-9` and `_`: `profile/e_mail`.
use tertulia::prelude::*;

const EMAIL: Route = Route::new("Profile/e-mail");

fn main() {
    let _ = Context::new("main").postback("email", || change_to(EMAIL));
}
