//! Context `by_hand`: each question with the blocks that take its answer.

use serde::{Deserialize, Serialize};
use tertulia::prelude::*;

/// What is known by now.
#[derive(Session, Default, Serialize, Deserialize)]
#[session(name = "sign_up_by_hand")]
struct Draft {
    email: String,
    age: Option<u8>,
}

/// Three questions; `stop` leaves, and `next` skips the age.
pub fn context() -> Context {
    Context::new("by_hand")
        .deep()
        .keyword("stop", ("Another time, then.", leave()))
        .answer("email", |a| {
            a.ask("What is your e-mail?")
                .regex(r"[^\s@]+@[^\s@]+\.[^\s@.]+", got_email)
                .everything_else("I need an e-mail, or stop.")
        })
        .answer("age", |a| {
            a.ask("How old are you? You can skip this with next.")
                .keyword("next", ask("../color"))
                .any_number(got_age)
                .everything_else("A number, next or stop, please.")
        })
        .answer("color", |a| {
            a.ask(|reply: Reply| {
                reply.quick_reply(
                    "Which colour do you like best?",
                    [
                        Button::postback("Red", "red"),
                        Button::postback("Green", "green"),
                        Button::postback("Blue", "blue"),
                    ],
                )
            })
            .postback(["red", "green", "blue"], |name: RawPayload, draft: Session<Draft>| {
                welcome(&draft, name.as_str())
            })
            .keyword(["red", "green", "blue"], |Text(name): Text, draft: Session<Draft>| {
                welcome(&draft, &name)
            })
            .everything_else("Red, green or blue?")
        })
}

fn got_email(found: Captures, mut draft: Session<Draft>) -> Flow {
    *draft = Draft { email: found[0].to_owned(), age: None };
    ask("../age")
}

fn got_age(found: Numbers, mut draft: Session<Draft>) -> (&'static str, Flow) {
    match found.first().and_then(|number| number.to()) {
        Some(age) => {
            draft.age = Some(age);
            ("Thank you.", ask("../color"))
        }
        None => ("That is no age.", Flow::default()),
    }
}

fn welcome(draft: &Draft, color: &str) -> (String, Flow) {
    let age = draft.age.map_or(String::new(), |age| format!(", {age}"));
    (format!("Welcome, {}{age}! {} it is.", draft.email, color.trim().to_lowercase()), leave())
}
