//! What people do in a private chat.

use std::time::Duration;

use serde_json::json;
use tertulia_core::{
    Attachments, Button, Card, Carousel, Context, Edited, List, Params, Reply, Row, Text, payload,
};
use tertulia_simulator::Act;

use crate::machine::Machine;

fn bot() -> Context {
    Context::new("main")
        .command("start", "Hello!")
        .deep_link(|link: tertulia_core::DeepLink| format!("You come from {}.", link.0))
        .keyword("ask", |reply: Reply| {
            reply.quick_reply(
                "Is it clear?",
                [
                    Button::postback("Yes", payload("understood", json!({"response": "yes"}))),
                    Button::postback("No", payload("understood", json!({"response": "no"}))),
                ],
            )
        })
        .postback("understood", |Params(given): Params<serde_json::Value>, reply: Reply| {
            reply.toast("Noted").text(format!("You said {}.", given["response"].as_str().unwrap_or_default()))
        })
        .keyword("list", |reply: Reply| {
            let rows = (1..=12).map(|n| Row::postback(format!("Row {n}"), payload("row", json!({"n": n}))));
            reply.list(List::new("Choose", "Open").section("All", rows))
        })
        .postback("row", |Params(given): Params<serde_json::Value>| format!("Row {}.", given["n"]))
        .keyword("cards", |reply: Reply| {
            let card = |name: &str| {
                let image = format!("https://example.com/{name}.jpg");
                Card::new(name).subtitle("A city").image(image).buttons([Button::postback("Book", "book")])
            };
            reply.carousel(Carousel::new([card("Rome"), card("Milan"), card("Turin")]))
        })
        .postback("book", |reply: Reply| reply.alert("Booked!"))
        .keyword("wait", |reply: Reply| reply.typing(Duration::from_secs(3)).text("Here I am."))
        .keyword("where", |reply: Reply| reply.location_request("Where are you?"))
        .keyword("who", |reply: Reply| reply.contact_request("Who are you?"))
        .location(|place: tertulia_core::Location| format!("At {:.2}.", place.latitude))
        .contact(|card: tertulia_core::Contact| format!("Hello {}.", card.name.unwrap_or_default()))
        .any_attachment(|sent: Attachments| {
            format!("A {}.", sent.iter().next().map_or("nothing", |it| it.kind()))
        })
        .edited(|edited: Edited| format!("Changed: {edited:?}"))
        .reaction(|reaction: tertulia_core::Reaction| format!("{reaction:?}"))
        .any_text(|Text(text): Text| format!("You wrote {text}."))
}

#[tokio::test(start_paused = true)]
async fn a_chat_begins_with_a_button() {
    let ana = Machine::new(bot()).await;
    assert_eq!(ana.chat().composer.start.unwrap().key, "start");
    ana.presses("Start").await;
    ana.does(Act::Start { link: Some("spring-sale_26".to_owned()) }).await;
    assert_eq!(
        ana.seen(),
        ["> /start", "< Hello!", "> /start spring-sale_26", "< You come from spring-sale_26."]
    );
    assert_eq!(ana.chat().composer.start, None);
    let refused = ana.tries(Act::Start { link: Some("spring sale".to_owned()) }).await.unwrap_err();
    assert!(refused.to_string().contains("A-Za-z0-9_-"), "{refused}");
    ana.ends().await;
}

#[tokio::test(start_paused = true)]
async fn a_press_is_told_answered_and_its_buttons_vanish() {
    let ana = Machine::new(bot()).await;
    ana.says("ask").await;
    assert_eq!(ana.seen(), ["> ask", "< Is it clear? [Yes] [No]"]);
    let keys: Vec<String> = ana.last().choices().map(|choice| choice.key.clone()).collect();
    assert_eq!(keys, ["2:0:0", "2:0:1"]);
    ana.presses("No").await;
    assert_eq!(ana.seen(), ["> ask", "< Is it clear?", "< You said no."]);
    let notice = ana.chat().notice.unwrap();
    assert_eq!((notice.text.as_str(), notice.alert), ("Noted", false));
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(ana.chat().notice, None, "a toast is seen for a while");
    let gone = ana.tries(Act::Press { key: "2:0:0".to_owned() }).await.unwrap_err();
    assert!(gone.to_string().contains("`2:0:0`"), "{gone}");
    ana.ends().await;
}

#[tokio::test(start_paused = true)]
async fn a_row_of_a_list_is_pressed() {
    let ana = Machine::new(bot()).await;
    ana.says("list").await;
    ana.presses("Row 7").await;
    assert_eq!(ana.last().plain(), "Row 7.");
    ana.ends().await;
}

#[tokio::test(start_paused = true)]
async fn a_carousel_is_one_picture_that_changes() {
    let ana = Machine::new(bot()).await;
    ana.says("cards").await;
    let first = ana.last();
    assert!(first.plain().contains("Rome"), "{first:?}");
    ana.presses("▶").await;
    let second = ana.last();
    assert_eq!(second.id, first.id);
    assert!(second.plain().contains("Milan") && second.edited, "{second:?}");
    ana.presses("Book").await;
    let notice = ana.chat().notice.unwrap();
    assert_eq!((notice.text.as_str(), notice.alert), ("Booked!", true));
    ana.does(Act::Read).await;
    assert_eq!(ana.chat().notice, None, "who goes on has closed it");
    ana.ends().await;
}

#[tokio::test(start_paused = true)]
async fn the_bot_seems_to_write_for_a_while() {
    let ana = Machine::new(bot()).await;
    let wait = Act::Say { text: "wait".to_owned(), quotes: None };
    ana.simulator.act(tertulia_core::Platform::TELEGRAM, "ana", None, &wait).unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(ana.chat().typing);
    ana.settled().await;
    assert!(!ana.chat().typing, "until it has written");
    assert_eq!(ana.last().plain(), "Here I am.");
    ana.ends().await;
}

#[tokio::test(start_paused = true)]
async fn keys_give_the_place_and_the_card() {
    let ana = Machine::new(bot()).await;
    ana.says("where").await;
    assert!(ana.chat().composer.keyboard.is_some());
    ana.presses("📍").await;
    ana.says("who").await;
    ana.presses("📞").await;
    let seen = ana.seen();
    assert_eq!((seen[3].as_str(), seen.last().unwrap().as_str()), ("< At 41.90.", "< Hello Ana."));
    ana.ends().await;
}

#[tokio::test(start_paused = true)]
async fn people_send_change_and_mark_things() {
    let ana = Machine::new(bot()).await;
    for kind in ["image", "video", "audio", "document", "sticker"] {
        ana.does(Act::SendMedia { kind: kind.to_owned(), name: "rome.bin".to_owned(), caption: None }).await;
        assert_eq!(ana.last().plain(), format!("A {kind}."));
    }
    ana.does(Act::SendLocation { latitude: 41.9, longitude: 12.5 }).await;
    assert_eq!(ana.last().plain(), "At 41.90.");
    ana.does(Act::SendContact).await;
    assert_eq!(ana.last().plain(), "Hello Ana.");
    ana.says("Helo").await;
    let own = ana.chat().bubbles.iter().rev().find(|bubble| bubble.from.is_some()).unwrap().id.clone();
    ana.does(Act::Edit { bubble: own.clone(), text: "Hello".to_owned() }).await;
    assert!(ana.last().plain().contains("Hello"), "{}", ana.last().plain());
    assert_eq!(ana.told()["edited_message"]["message_id"].to_string(), own);
    ana.does(Act::React { bubble: ana.last().id, emoji: Some("👍".to_owned()) }).await;
    assert_eq!(ana.told()["message_reaction"]["new_reaction"], json!([{"type": "emoji", "emoji": "👍"}]));
    let unknown = Act::React { bubble: own, emoji: Some("🤖".to_owned()) };
    assert!(ana.tries(unknown).await.is_err());
    ana.ends().await;
}

#[tokio::test(start_paused = true)]
async fn the_same_is_told_whenever_the_same_is_done() {
    let told = async || {
        let ana = Machine::new(bot()).await;
        ana.presses("Start").await;
        ana.says("ask").await;
        ana.presses("Yes").await;
        let bodies: Vec<_> = ana.simulator.exchanges().iter().map(|it| (it.body.clone(), it.at)).collect();
        ana.ends().await;
        bodies
    };
    assert_eq!(told().await, told().await);
}
