//! Context `main`: one block for each payload.

use tertulia::prelude::*;

pub(crate) fn context() -> Context {
    Context::new("main")
        // What Messenger's Get Started button sends. Telegram's /start does the same.
        .postback("get_started", greet)
        .postback("yes", |reply: Reply| {
            reply.text("Awesome!").text("We've put a lot of effort into writing this documentation 💪")
        })
        .postback("no", "No problem, continue reading and you will got it...")
        .keyword("profile", |reply: Reply| {
            reply.button("Shall we?", [Button::postback("Sign up", "profile/sign_up")])
        })
        // The same payloads, on rows of a list and on cards.
        .keyword("list", |reply: Reply| {
            let rows = [Row::postback("Of course!", "yes"), Row::postback("Not really 🤷🏻‍♂️", "no")];
            reply.list(List::new("Which is it?", "Choose").section("Answers", rows))
        })
        .keyword("cards", |reply: Reply| {
            let card = |title: &str, payload: &str| {
                Card::new(title).subtitle("Or not?").buttons([Button::postback("That is me", payload)])
            };
            reply.carousel(Carousel::new([card("It is clear", "yes"), card("It is not", "no")]))
        })
        .everything_else(|reply: Reply| {
            reply.button("Press the button to begin.", [Button::postback("Get started", "get_started")])
        })
}

fn greet(reply: Reply) -> Reply {
    reply.text("Hello!").quick_reply(
        "Is it clear to you how postbacks work?",
        [Button::postback("Of course!", "yes"), Button::postback("Not really 🤷🏻‍♂️", "no")],
    )
}
