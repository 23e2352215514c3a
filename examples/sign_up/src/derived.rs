//! Context `derived`: the same questions, as one form.

use tertulia::prelude::*;

/// What is asked.
#[derive(Form)]
#[form(cancelled = "Another time, then.")]
struct SignUp {
    #[form(ask = "What is your e-mail?", again = "I need an e-mail, or stop.")]
    email: Email,
    #[form(ask = "How old are you? You can skip this with next.", range = 1..=130)]
    age: Option<u8>,
    #[form(ask = "Which colour do you like best?", again = "Red, green or blue?")]
    color: Color,
}

#[derive(FormChoice)]
enum Color {
    Red,
    Green,
    Blue,
}

/// Three questions; `stop` leaves, and `next` skips the age.
pub fn context() -> Context {
    Context::new("derived").form("sign_up", |done: SignUp| {
        let age = done.age.map_or(String::new(), |age| format!(", {age}"));
        let color = match done.color {
            Color::Red => "red",
            Color::Green => "green",
            Color::Blue => "blue",
        };
        format!("Welcome, {}{age}! {color} it is.", done.email)
    })
}
