//! What one press costs the adapter: check and read the webhook, write the answer.

use divan::{Bencher, black_box};
use http::HeaderMap;
use tertulia_core::{Adapter, Alias, Button, Destination, Question, adapter::Envelope, plan::Part};
use tertulia_telegram::{API_URL, Bot, TELEGRAM_ID, Telegram, limits};

const PRESS: &[u8] = include_bytes!("../tests/fixtures/press.json");

fn main() {
    divan::main();
}

fn telegram() -> Telegram {
    let secret = "a-webhook-secret-of-usual-length";
    let bot = Bot::new("7000000001:AAF-token".into(), vec![secret.into()], Some("tertulia_bot".to_owned()));
    Telegram::new(vec![bot.expect("a valid bot")], API_URL, limits::PACE)
}

#[divan::bench]
fn verify_and_parse_press(bencher: Bencher<'_, '_>) {
    let telegram = telegram();
    let mut headers = HeaderMap::new();
    let secret = http::HeaderValue::from_static("a-webhook-secret-of-usual-length");
    headers.insert("x-telegram-bot-api-secret-token", secret);
    bencher.bench(|| {
        let verified = telegram.verify(black_box(&headers), PRESS).expect("the right secret");
        telegram.parse(&verified, black_box(PRESS))
    });
}

#[divan::bench]
fn render_buttons(bencher: Bencher<'_, '_>) {
    let telegram = telegram();
    let to = Destination { aliases: vec![Alias::new(TELEGRAM_ID, "42")], ..Destination::default() };
    let button = |title: &str| Button::carrying(title.to_owned(), format!("/{title}"));
    let buttons = ["Of course!", "Not really 🤷", "Later"].map(button).to_vec();
    let question = Question { text: "Is it clear to you how postbacks work?".into(), buttons };
    let part = Part::Buttons { question, vanish: true };
    bencher.bench(|| telegram.render(black_box(&part), &Envelope::new(black_box(&to), "")));
}
