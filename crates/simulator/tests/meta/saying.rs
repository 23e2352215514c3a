//! Texts, buttons, quick replies, lists and cards, there and back.

use serde_json::json;
use tertulia_core::{Button, Card, Carousel, Context, List, Platform, RawPayload, Reply, Row, Text, payload};
use tertulia_simulator::{
    Act, Direction,
    view::{Does, Ticks},
};

use crate::machine::{BOTH, Machine};

const LONG: &str = "Which of all these dishes do you want to have for dinner today, after a walk?";

fn bot() -> Context {
    Context::new("main")
        .keyword("buttons", |reply: Reply| reply.button("Shall we?", [Button::postback("Yes", "yes")]))
        .keyword("page", |reply: Reply| {
            reply.button("Our page", [Button::url("Look", "https://example.com/")])
        })
        .keyword("quick", |reply: Reply| {
            reply.quick_reply(
                "Is it clear?",
                [Button::postback("Of course!", "yes"), Button::postback("No", "no")],
            )
        })
        .keyword("list", |reply: Reply| {
            let rows = ["Rice", "Beans", "Soup"]
                .map(|dish| Row::postback(dish, payload("eat", json!({ "dish": dish }))).description("warm"));
            reply.list(List::new(LONG, "Dishes").section("Today", rows))
        })
        .keyword("cards", |reply: Reply| {
            let card = |city: &str| {
                Card::new(city)
                    .subtitle("by train")
                    .image("https://example.com/city.jpg")
                    .buttons([Button::url("Book", "https://example.com/book")])
            };
            reply.carousel(Carousel::new(["Rome", "Paris"].map(card)).text("Where to?"))
        })
        .any_postback(|payload: RawPayload| format!("pressed {payload}"))
        .any_text(|Text(text): Text| format!("said {text}"))
}

#[tokio::test(start_paused = true)]
async fn what_is_said_is_answered() {
    let machine = Machine::new(bot()).await;
    for platform in BOTH {
        machine.say(platform, "Hellö / 🤷").await;
        assert_eq!(machine.said(platform), ["said Hellö / 🤷"], "{platform}");
        let chat = machine.chat(platform);
        assert!(chat.window.is_some() && chat.title == "Tertulia" && !chat.typing);
        assert_eq!(chat.bubbles[0].from.as_deref(), Some("ana"));
        assert_eq!(chat.bubbles[1].ticks, Ticks::Delivered, "{platform}");
        machine.act(platform, Act::Read).await;
        assert_eq!(machine.chat(platform).bubbles[1].ticks, Ticks::Read, "{platform}");
    }
    machine.is_sound().await;
}

#[tokio::test(start_paused = true)]
async fn a_button_tells_what_it_carries() {
    let machine = Machine::new(bot()).await;
    for platform in BOTH {
        machine.say(platform, "buttons").await;
        machine.press(platform, "Yes").await;
        assert_eq!(machine.said(platform).last().unwrap(), "pressed yes", "{platform}");
        machine.say(platform, "page").await;
        // What opens a page tells nothing.
        let count = machine.said(platform).len();
        machine.press(platform, "Look").await;
        assert_eq!(machine.said(platform).len(), count, "{platform}");
    }
    machine.is_sound().await;
}

#[tokio::test(start_paused = true)]
async fn quick_replies_are_gone_once_something_is_written() {
    let machine = Machine::new(bot()).await;
    machine.say(Platform::MESSENGER, "quick").await;
    let chat = machine.chat(Platform::MESSENGER);
    let titles: Vec<_> = chat.composer.quick_replies.iter().map(|choice| choice.title.as_str()).collect();
    assert_eq!(titles, ["Of course!", "No"]);
    let gone = machine.key(Platform::MESSENGER, "No");
    machine.press(Platform::MESSENGER, "Of course!").await;
    assert_eq!(machine.said(Platform::MESSENGER).last().unwrap(), "pressed yes");
    assert!(machine.chat(Platform::MESSENGER).composer.quick_replies.is_empty());
    let again = machine.simulator.act(Platform::MESSENGER, "ana", None, &Act::Press { key: gone });
    assert!(again.is_err());
    machine.is_sound().await;
}

#[tokio::test(start_paused = true)]
async fn a_list_opens() {
    let machine = Machine::new(bot()).await;
    for platform in BOTH {
        machine.say(platform, "list").await;
        machine.press(platform, "Beans").await;
        assert!(machine.said(platform).last().unwrap().starts_with("pressed eat"), "{platform}");
    }
    let chat = machine.chat(Platform::WHATSAPP);
    let list = chat.bubbles[1].list.as_ref().unwrap();
    assert_eq!((list.button.as_str(), list.sections[0].rows.len()), ("Dishes", 3));
    assert_eq!(list.sections[0].rows[1].description.as_deref(), Some("warm"));
    assert_eq!(chat.bubbles[2].quotes.as_ref(), Some(&chat.bubbles[1].id));
    machine.is_sound().await;
}

#[tokio::test(start_paused = true)]
async fn cards_lie_side_by_side() {
    let machine = Machine::new(bot()).await;
    for platform in BOTH {
        machine.say(platform, "cards").await;
        let chat = machine.chat(platform);
        let cards = &chat.bubbles.iter().find(|bubble| !bubble.cards.is_empty()).unwrap().cards;
        assert_eq!(cards.len(), 2, "{platform}");
        assert_eq!(cards[0].image.as_deref(), Some("https://example.com/city.jpg"));
        assert!(matches!(&cards[1].buttons[0].does, Does::Open { url } if url.starts_with("https://")));
    }
    machine.is_sound().await;
}

#[tokio::test(start_paused = true)]
async fn the_bot_hears_what_became_of_its_messages() {
    let machine = Machine::new(bot()).await;
    for platform in BOTH {
        machine.say(platform, "hello").await;
        machine.say(platform, "again").await;
    }
    let told = |platform, what: &str| {
        let webhooks = machine.exchanges(platform, Direction::Webhook);
        webhooks.iter().filter(|webhook| webhook.body.to_string().contains(what)).count()
    };
    assert_eq!(told(Platform::MESSENGER, r#""is_echo":true"#), 2);
    assert_eq!(told(Platform::MESSENGER, r#""delivery":{"#), 2);
    // Who writes again has read what was there.
    assert_eq!(told(Platform::MESSENGER, r#""read":{"#), 1);
    assert_eq!(told(Platform::WHATSAPP, r#""status":"sent""#), 2);
    assert_eq!(told(Platform::WHATSAPP, r#""status":"delivered""#), 2);
    assert_eq!(told(Platform::WHATSAPP, r#""status":"read""#), 1);
    machine.is_sound().await;
}
