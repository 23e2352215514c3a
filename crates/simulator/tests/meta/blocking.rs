//! What is refused: to people, and to the bot.

use tertulia_core::{Context, Platform, Text};
use tertulia_simulator::{Act, Direction, Fault};

use crate::machine::{BOTH, Machine};

fn bot() -> Context {
    Context::new("main").any_text(|Text(text): Text| format!("said {text}"))
}

#[tokio::test(start_paused = true)]
async fn who_blocked_the_bot_gets_nothing() {
    let machine = Machine::new(bot()).await;
    for platform in BOTH {
        let say = Act::Say { text: "last words".to_owned(), quotes: None };
        machine.simulator.act(platform, "ana", None, &say).unwrap();
        machine.simulator.act(platform, "ana", None, &Act::Block).unwrap();
        machine.settled().await;
        assert!(machine.said(platform).is_empty(), "{platform}");
        let chat = machine.chat(platform);
        assert!(chat.blocked && chat.composer.closed.is_some());
        assert!(machine.simulator.act(platform, "ana", None, &say).is_err());
        machine.act(platform, Act::Unblock).await;
        machine.say(platform, "back").await;
        assert_eq!(machine.said(platform), ["said back"], "{platform}");
    }
    let refused = machine.exchanges(Platform::MESSENGER, Direction::Call);
    assert!(refused.iter().any(|call| call.answer["error"]["code"] == 551), "{refused:#?}");
    let told = machine.exchanges(Platform::WHATSAPP, Direction::Webhook);
    assert!(told.iter().any(|webhook| webhook.body.to_string().contains("131026")));
}

#[tokio::test(start_paused = true)]
async fn what_goes_wrong_once_is_said_in_the_end() {
    for fault in
        [Fault::TooMany { seconds: 3 }, Fault::ServerError { status: 503 }, Fault::Slow { millis: 700 }]
    {
        let machine = Machine::new(bot()).await;
        for platform in BOTH {
            machine.simulator.order(platform, fault);
            machine.say(platform, "hello").await;
            assert_eq!(machine.said(platform), ["said hello"], "{platform} {fault:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_is_made_good_by_the_receipt() {
    let machine = Machine::new(bot()).await;
    for platform in BOTH {
        machine.simulator.order(platform, Fault::NoAnswer);
        machine.say(platform, "hello").await;
        assert_eq!(machine.said(platform), ["said hello"], "{platform}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_delivered_twice_is_answered_once() {
    let machine = Machine::new(bot()).await;
    for platform in BOTH {
        machine.simulator.order(platform, Fault::Redelivery);
        machine.say(platform, "hello").await;
        assert_eq!(machine.said(platform), ["said hello"], "{platform}");
    }
    machine.is_sound().await;
}
