//! How long a thousand dialogues take, each with a bot of its own on real wire formats.
//!
//! ```text
//! cargo bench -p tertulia --bench dialogues --features test
//! ```
#![allow(clippy::print_stdout, reason = "whoever runs it wants to know")]

use std::time::Instant;

use tertulia::{prelude::*, test::Bot};

/// How many dialogues are held in a round.
const DIALOGUES: usize = 1000;
const ROUNDS: usize = 5;

fn app() -> App {
    let main = Context::new("main")
        .postback("get_started", |reply: Reply| {
            reply.quick_reply(
                "Is it clear?",
                [Button::postback("Of course!", "yes"), Button::postback("No", "no")],
            )
        })
        .postback("yes", "Awesome!")
        .postback("no", "Read on, then.")
        .keyword("name", ask("name"))
        .answer("name", |a| {
            a.ask("Who are you?").any_text(|Text(name): Text, reply: Reply| {
                reply.text(format!("Hello, {name}!"));
                leave()
            })
        })
        .everything_else("Sorry?");
    App::new().context(main)
}

fn main() {
    for round in 1..=ROUNDS {
        let begun = Instant::now();
        for number in 0..DIALOGUES {
            let bot = Bot::new(app());
            let platforms = bot.platforms();
            let ana = bot.on(platforms[number % platforms.len()]).user("ana");
            ana.start().expect("Is it clear?").press("Of course!").expect("Awesome!");
            ana.says("name")
                .expect("Who are you?")
                .says("Ana")
                .expect("Hello, Ana!")
                .says("?")
                .expect("Sorry?");
        }
        let took = begun.elapsed();
        println!("round {round}: {DIALOGUES} dialogues of 5 turns in {:.2} s", took.as_secs_f64());
    }
}
