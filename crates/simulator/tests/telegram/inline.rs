//! The bot is asked while somebody writes.

use serde_json::json;
use tertulia_core::{Button, Context, InlineQuery, Reply};
use tertulia_simulator::Act;
use tertulia_telegram::reply::{InlineResult, InlineResults, TelegramReply as _};

use crate::machine::Machine;

fn bot() -> Context {
    Context::new("main")
        .inline_query(|query: InlineQuery, reply: Reply| {
            let city = |name: &'static str| {
                let button = Button::postback("Book", "book").for_anyone();
                InlineResult::article(name, name, format!("{name} it is")).buttons([button])
            };
            let found =
                ["Rome", "Milan"].into_iter().filter(|name| name.to_lowercase().starts_with(&query.query));
            reply.inline_results(InlineResults::new(found.map(city).collect::<Vec<_>>()))
        })
        .postback("book", |reply: Reply| reply.toast("Booked"))
        .everything_else("What?")
}

#[tokio::test(start_paused = true)]
async fn what_it_answers_is_chosen_from() {
    let ana = Machine::new(bot()).await;
    ana.says("Hello").await;
    ana.does(Act::Ask { query: "ro".to_owned() }).await;
    let titles: Vec<_> = ana.chat().composer.results.into_iter().map(|choice| choice.title).collect();
    assert_eq!(titles, ["Rome"]);
    ana.presses("Rome").await;
    assert!(ana.chat().composer.results.is_empty(), "it is chosen once");
    assert_eq!(ana.seen()[2], "> Rome it is [Book]");
    assert_eq!(ana.told()["message"]["via_bot"]["username"], "tertulia_bot");
    ana.presses("Book").await;
    let query = ana.told()["callback_query"].clone();
    assert!(query["inline_message_id"].is_string() && query["message"].is_null(), "{query}");
    assert_eq!(ana.chat().notice.unwrap().text, "Booked");
    let id = query["inline_message_id"].clone();
    let edited =
        ana.calls("editMessageText", &json!({"inline_message_id": id, "text": "Rome is booked"})).await;
    assert_eq!(edited["result"], true);
    assert_eq!(ana.seen()[2], "> Rome is booked");
    ana.ends().await;
}
