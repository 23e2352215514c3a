//! The bot on all three platforms: signed webhooks in, API calls out, a database that outlives it.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod person;
mod service;

use person::{PLATFORMS, Person};
use service::Bot;
use sign_up::{by_hand, derived, main_context};
use tertulia::prelude::*;

const EMAIL: &str = "What is your e-mail?";
const AGE: &str = "How old are you? You can skip this with next.";
const COLOR: &str = "Which colour do you like best?";
const HELLO: &str = "Hello! Would you like to sign up?";

fn app() -> App {
    App::new().context(main_context()).context(by_hand::context()).context(derived::context())
}

#[tokio::test(flavor = "multi_thread")]
async fn both_forms_ask_the_same_on_every_platform() {
    let mut bot = Bot::start(app()).await;
    for on in PLATFORMS {
        for way in ["By hand", "Derived"] {
            let mut ana = Person::new(on, way);
            ana.says(&mut bot, "hi", &[HELLO]).await;
            ana.presses(&mut bot, way, &[EMAIL]).await;
            ana.says(&mut bot, "none", &["I need an e-mail, or stop."]).await;
            ana.says(&mut bot, "ana@example.com", &[AGE]).await;
            ana.says(&mut bot, "next", &[COLOR]).await;
            ana.says(&mut bot, "pink", &["Red, green or blue?"]).await;
            ana.presses(&mut bot, "Red", &["Welcome, ana@example.com! red it is."]).await;
            ana.says(&mut bot, "hi", &[HELLO]).await;
            ana.presses(&mut bot, way, &[EMAIL]).await;
            ana.says(&mut bot, "stop", &["Another time, then."]).await;
            ana.says(&mut bot, "hi", &[HELLO]).await;
        }
    }
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn both_forms_go_on_after_a_restart() {
    let mut bot = Bot::start(app()).await;
    let people = || PLATFORMS.into_iter().flat_map(|on| ["By hand", "Derived"].map(|way| (on, way)));
    let mut all = Vec::new();
    for (on, way) in people() {
        let mut ana = Person::new(on, way);
        ana.says(&mut bot, "hi", &[HELLO]).await;
        ana.presses(&mut bot, way, &[EMAIL]).await;
        ana.says(&mut bot, "ana@example.com", &[AGE]).await;
        all.push(ana);
    }
    let mut bot = bot.restart(app()).await;
    for ana in &mut all {
        let color: &[&str] = if ana.way == "By hand" { &["Thank you.", COLOR] } else { &[COLOR] };
        ana.says(&mut bot, "33", color).await;
        ana.presses(&mut bot, "Blue", &["Welcome, ana@example.com, 33! blue it is."]).await;
    }
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_a_new_version_adds_is_asked_for_and_nothing_else() {
    #[derive(Form)]
    struct Longer {
        email: Email,
        #[form(ask = "And your name?", min = 2)]
        name: String,
        age: Option<u8>,
        color: String,
    }
    let newer = || {
        let derived = Context::new("derived").form("sign_up", |done: Longer| {
            format!("{} {} {:?} {}", done.email, done.name, done.age, done.color)
        });
        App::new().context(main_context()).context(by_hand::context()).context(derived)
    };
    let mut bot = Bot::start(app()).await;
    let mut all = PLATFORMS.map(|on| Person::new(on, "Derived"));
    for ana in &mut all {
        ana.says(&mut bot, "hi", &[HELLO]).await;
        ana.presses(&mut bot, "Derived", &[EMAIL]).await;
        ana.says(&mut bot, "ana@example.com", &[AGE]).await;
        ana.presses(&mut bot, "Skip", &[COLOR]).await;
    }
    let mut bot = bot.restart(newer()).await;
    for ana in &mut all {
        ana.says(&mut bot, "green", &["And your name?"]).await;
        ana.says(&mut bot, "Ana", &["ana@example.com Ana None green"]).await;
    }
    bot.stop().await;
}
