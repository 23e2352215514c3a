//! Context `any`: one block for every payload.

use tertulia::prelude::*;

pub(crate) fn context() -> Context {
    Context::new("any").any_postback(|payload: RawPayload, reply: Reply| match payload.as_str() {
        "get_started" => reply.text("Hello!").quick_reply(
            "Is it clear to you how postbacks work?",
            [Button::postback("Of course!", "yes"), Button::postback("Not really 🤷🏻‍♂️", "no")],
        ),
        "yes" => reply.text("Awesome!").text("We've put a lot of effort into writing this documentation 💪"),
        "no" => reply.text("No problem, continue reading and you will got it..."),
        other => reply.text(format!("Nobody answers {other} yet.")),
    })
}
