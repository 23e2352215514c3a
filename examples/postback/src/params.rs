//! Context `params`: one block for both answers, told apart by a parameter.

use serde::{Deserialize, Serialize};
use tertulia::prelude::*;

/// What the buttons carry. Its name is `understood`.
#[derive(Payload, Serialize, Deserialize)]
struct Understood {
    response: Answer,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Yes,
    No,
}

pub(crate) fn context() -> Context {
    Context::new("params")
        .postback("get_started", |reply: Reply| {
            reply.text("Hello!").quick_reply(
                "Is it clear to you how postbacks work?",
                [
                    Button::new("Of course!", Understood { response: Answer::Yes }),
                    Button::new("Not really 🤷🏻‍♂️", Understood { response: Answer::No }),
                ],
            )
        })
        .on(understood)
}

fn understood(press: Understood, reply: Reply) -> Reply {
    match press.response {
        Answer::Yes => {
            reply.text("Awesome!").text("We've put a lot of effort into writing this documentation 💪")
        }
        Answer::No => reply.text("No problem, continue reading and you will got it..."),
    }
}
