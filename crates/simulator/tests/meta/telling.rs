//! Everything else that people do, and that the bot shows.

use std::time::Duration;

use tertulia_core::{Contact, Context, Edited, Location, Platform, Reaction, Reply};
use tertulia_messenger::MessengerReply as _;
use tertulia_simulator::{
    Act,
    view::{Attached, Ticks},
};
use tertulia_whatsapp::WhatsAppReply as _;

use crate::machine::{BOTH, Machine};

fn bot() -> Context {
    Context::new("main")
        .reaction(|reaction: Reaction| format!("reacted {:?}", reaction.emoji))
        .edited(|edited: Edited| format!("edited {edited:?}"))
        .location(|place: Location| format!("at {} {}", place.latitude, place.longitude))
        .contact(|card: Contact| format!("call {}", card.phones[0]))
        .keyword("where", |reply: Reply| reply.location_request("Where are you?"))
        .keyword("number", |reply: Reply| reply.contact_request("Your number?"))
        .keyword("mail", |reply: Reply| reply.email_request("Your address?"))
        .keyword("typing", |reply: Reply| reply.typing(Duration::from_secs(3)).text("done"))
        .keyword("read", |reply: Reply| {
            reply.messenger_seen().whatsapp_read();
        })
        .keyword("like", |reply: Reply| {
            reply.whatsapp_reaction("👍");
        })
        .everything_else("else")
}

#[tokio::test(start_paused = true)]
async fn reactions_and_changes_are_told() {
    let machine = Machine::new(bot()).await;
    for platform in BOTH {
        machine.say(platform, "hello").await;
        let (own, bots) = {
            let chat = machine.chat(platform);
            (chat.bubbles[0].id.clone(), chat.bubbles[1].id.clone())
        };
        let react =
            |emoji: Option<&str>| Act::React { bubble: bots.clone(), emoji: emoji.map(str::to_owned) };
        machine.act(platform, react(Some("❤"))).await;
        assert_eq!(machine.chat(platform).bubbles[1].reactions, ["❤"]);
        machine.act(platform, react(None)).await;
        assert!(machine.chat(platform).bubbles[1].reactions.is_empty());
        machine.act(platform, Act::Edit { bubble: own, text: "hello!".to_owned() }).await;
        let said = machine.said(platform);
        assert_eq!(said[1], "reacted Some(\"❤\")", "{platform}");
        assert!(said[2].starts_with("reacted"), "{platform}");
        assert_eq!(said[3], "edited Text(\"hello!\")", "{platform}");
        assert!(machine.chat(platform).bubbles[0].edited);
        assert!(
            machine
                .simulator
                .act(platform, "ana", None, &Act::Edit { bubble: bots, text: "x".to_owned() })
                .is_err()
        );
    }
    machine.is_sound().await;
}

#[tokio::test(start_paused = true)]
async fn places_and_cards_are_sent_when_asked_for() {
    let machine = Machine::new(bot()).await;
    for platform in BOTH {
        let place = Act::SendLocation { latitude: 41.5, longitude: 2.25 };
        machine.act(platform, place).await;
        assert_eq!(machine.said(platform).last().unwrap(), "at 41.5 2.25", "{platform}");
        machine.say(platform, "number").await;
        machine.act(platform, Act::SendContact).await;
        assert_eq!(machine.said(platform).last().unwrap(), "call +15550000001", "{platform}");
        let nowhere = Act::SendLocation { latitude: f64::NAN, longitude: 0.0 };
        assert!(machine.simulator.act(platform, "ana", None, &nowhere).is_err());
        assert!(
            machine.simulator.act(platform, "ana", None, &Act::Ask { query: "cats".to_owned() }).is_err()
        );
        assert!(machine.simulator.act(platform, "ana", Some("another"), &Act::Read).is_err());
    }
    let own = machine.simulator.act(Platform::MESSENGER, "ana", None, &Act::SendContact);
    assert!(own.is_err(), "nobody asks any more");
    machine.say(Platform::WHATSAPP, "where").await;
    machine.press(Platform::WHATSAPP, "Send location").await;
    assert_eq!(machine.said(Platform::WHATSAPP).last().unwrap(), "at 41.3874 2.1686");
    machine.say(Platform::WHATSAPP, "number").await;
    machine.press(Platform::WHATSAPP, "Share phone number").await;
    assert_eq!(machine.said(Platform::WHATSAPP).last().unwrap(), "call +15550000001");
    let sent = machine.chat(Platform::WHATSAPP).bubbles;
    assert!(sent.iter().any(|bubble| matches!(bubble.attached[..], [Attached::Contact { .. }])));
    machine.say(Platform::MESSENGER, "mail").await;
    machine.press(Platform::MESSENGER, "E-mail").await;
    assert_eq!(
        machine.chat(Platform::MESSENGER).bubbles.iter().rev().nth(1).unwrap().plain(),
        "ana@example.com"
    );
    machine.is_sound().await;
}

#[tokio::test(start_paused = true)]
async fn signs_of_writing_and_reading_are_shown() {
    let machine = Machine::new(bot()).await;
    for platform in BOTH {
        let say = Act::Say { text: "typing".to_owned(), quotes: None };
        machine.simulator.act(platform, "ana", None, &say).unwrap();
        tokio::time::sleep(Duration::from_secs(2)).await;
        assert!(machine.chat(platform).typing, "{platform}");
        machine.settled().await;
        assert!(!machine.chat(platform).typing, "{platform}");
        assert_eq!(machine.said(platform), ["done"], "{platform}");
        machine.say(platform, "read").await;
        assert_eq!(machine.chat(platform).bubbles.last().unwrap().ticks, Ticks::Read, "{platform}");
    }
    machine.say(Platform::WHATSAPP, "like").await;
    assert_eq!(machine.chat(Platform::WHATSAPP).bubbles.last().unwrap().reactions, ["👍"]);
    machine.is_sound().await;
}
