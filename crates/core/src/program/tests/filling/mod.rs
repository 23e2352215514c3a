//! Forms that are declared as a whole.

use jiff::civil::Date;

use super::*;
use crate::{
    Attachment, Attachments, Form, FormChoice, Location,
    event::File,
    form::{Email, Phone},
};

mod asking;
mod correcting;
mod fields;
mod interrupting;
mod known;

#[derive(Debug, Form, PartialEq)]
struct SignUp {
    #[form(ask = "What is your e-mail?", again = "That is no e-mail.")]
    email: Email,
    #[form(ask = "How old are you?", range = 18..=120)]
    age: Option<u8>,
    #[form(ask = "Which colour?")]
    color: Color,
}

#[derive(Debug, FormChoice, PartialEq)]
enum Color {
    Red,
    #[form(title = "Deep blue", words = ["navy"])]
    Blue,
}

fn welcome(done: SignUp) -> String {
    let SignUp { email, age, color } = done;
    format!("Welcome, {email}, {age:?}, {color:?}!")
}

fn main_context() -> Context {
    Context::new("main")
        .keyword("shop", change_to("shop"))
        .command("help", "Here is help.")
        .postback("menu", "The menu.")
        .everything_else("main")
}

fn shop() -> Context {
    Context::new("shop").keyword("sign up", || ask("/profile/sign_up")).any_text("shop")
}

fn profile() -> Context {
    Context::new("profile").form("sign_up", welcome).postback("more", "More.").any_text("profile")
}

/// Somebody in the shop, with these contexts beside it.
fn in_shop(contexts: impl IntoIterator<Item = Context>) -> Chat {
    let mut chat = Chat::with([main_context(), shop()].into_iter().chain(contexts));
    chat.says("shop");
    chat
}

/// Somebody who was just asked the first question.
fn asked() -> Chat {
    let mut chat = in_shop([profile()]);
    assert_eq!(chat.says("sign up"), ["What is your e-mail?"]);
    chat
}

/// Asks for one value, and tells what came of it.
fn asks_for<F: Form + std::fmt::Debug>() -> Chat {
    let main = Context::new("main").keyword("begin", ask("form")).form("form", |done: F| format!("{done:?}"));
    let mut chat = Chat::with([main]);
    chat.says("begin");
    chat
}
