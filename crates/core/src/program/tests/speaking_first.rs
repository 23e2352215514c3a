//! Turns that the bot itself begins.

use serde::Deserialize;

use super::*;
use crate::{event::OwnEvent, extract::Params};

#[derive(Deserialize)]
struct Paid {
    order: u32,
}

fn own(name: &str, params: Value) -> Event {
    Event::own(OwnEvent::new(name, params), Timestamp::UNIX_EPOCH)
}

fn shop() -> Context {
    Context::new("main")
        .event("paid", |Params(paid): Params<Paid>| format!("Order {} is paid.", paid.order))
        .event(["ready", "sent"], "Have a look.")
        .any_text("text")
        .everything_else("What?")
}

#[test]
fn the_block_of_its_name_takes_an_event() {
    let mut chat = Chat::with([shop()]);
    assert_eq!(chat.event(own("paid", json!({"order": 7}))).texts, ["Order 7 is paid."]);
    for name in ["ready", "sent"] {
        assert_eq!(chat.event(own(name, Value::Null)).texts, ["Have a look."]);
    }
}

#[test]
fn what_no_block_takes_is_said_to_nobody() {
    let mut chat = Chat::with([shop()]);
    for event in
        [own("Paid", json!({"order": 7})), own("paid", json!({"order": "x"})), own("text", Value::Null)]
    {
        let heard = chat.event(event);
        assert_eq!((heard.texts.len(), heard.verdict), (0, Verdict::Unmatched), "{:?}", heard.texts);
    }
}

#[test]
fn the_context_that_the_conversation_is_in_is_asked_with_what_is_deep_around_it() {
    let main = Context::new("main").keyword("go", change_to("shop")).event("paid", "main");
    let shop = Context::new("shop").event("paid", "shop");
    let mut chat = Chat::with([main, shop]);
    assert_eq!(chat.event(own("paid", Value::Null)).texts, ["main"]);
    chat.says("go");
    assert_eq!(chat.event(own("paid", Value::Null)).texts, ["shop"]);
}

#[test]
fn a_name_has_one_block_in_a_context() {
    let faults = ProgramBuilder::new()
        .context(Context::new("main").event("paid", "one").event("paid", "two").event(" ", "three"))
        .build()
        .unwrap_err()
        .to_string();
    assert!(faults.contains("has a `event` block for `paid` already"), "{faults}");
    assert!(faults.contains("the name of an event cannot be empty"), "{faults}");
}

#[test]
fn a_conversation_can_be_put_elsewhere() {
    let mut chat = Chat::with([
        Context::new("main").keyword("where", "Outside."),
        Context::new("shop")
            .keyword("where", "In the shop.")
            .answer("size", |a| a.ask("Which?").any_text(leave())),
    ]);
    let place =
        |params: Value| event(EventKind::Own(OwnEvent::new(PLACE, params)));
    chat.event(place(json!({"context": "shop", "session": {"cart": [1]}})));
    assert_eq!(chat.says("where"), ["In the shop."]);
    assert_eq!(chat.state.sessions["cart"], json!([1]));
    chat.event(place(json!({"context": "shop/size"})));
    assert_eq!(chat.places(), ["shop/size"]);
    chat.event(place(json!({"context": ""})));
    assert_eq!(chat.says("where"), ["Outside."]);
    let error = chat.try_event(place(json!({"context": "bar"}))).unwrap_err();
    assert_eq!(error.to_string(), "there is no context `bar`");
}
