//! The group in which everybody is.

use tertulia_core::{Button, Context, Membership, Platform, Reply, Text};
use tertulia_simulator::{Act, Direction};

use crate::machine::Machine;

fn bot() -> Context {
    Context::new("main")
        .command("help", "I help.")
        .keyword("@tertulia_bot ask", |reply: Reply| {
            reply.button("Sure?", [Button::postback("Sure", "sure")])
        })
        .postback("sure", "Fine.")
        .membership(|membership: Membership| drop(membership))
        .any_text(|Text(text): Text| format!("You wrote {text}."))
}

#[tokio::test(start_paused = true)]
async fn the_bot_sees_what_addresses_it() {
    let ana = Machine::new(bot()).await.in_group();
    ana.says("Who is coming?").await;
    assert_eq!(ana.seen(), ["- Ana added Tertulia", "> Who is coming?"]);
    let kinds: Vec<_> = ana.went(Direction::Webhook).iter().map(|it| it.body.to_string()).collect();
    assert!(kinds.len() == 2 && kinds[0].contains("my_chat_member") && kinds[1].contains("new_chat_members"));
    ana.says("/help@another_bot").await;
    ana.says("@another_bot hello").await;
    assert_eq!(ana.went(Direction::Webhook).len(), 2);
    ana.says("/help").await;
    assert_eq!(ana.last().plain(), "I help.");
    let quotes = Some(ana.last().id);
    ana.does(Act::Say { text: "thanks".to_owned(), quotes }).await;
    assert_eq!(ana.last().plain(), "You wrote thanks.");
    ana.says("@Tertulia_bot ask").await;
    ana.presses("Sure").await;
    assert_eq!(ana.last().plain(), "Fine.");
    ana.ends().await;
}

#[tokio::test(start_paused = true)]
async fn others_are_in_the_group_too() {
    let ana = Machine::new(bot()).await.in_group();
    ana.says("Hello").await;
    let say = Act::Say { text: "/help".to_owned(), quotes: None };
    ana.simulator.act(Platform::TELEGRAM, "ben", Some("group"), &say).unwrap();
    ana.settled().await;
    let chat = ana.chat();
    let from: Vec<_> = chat.bubbles.iter().map(|bubble| bubble.from.as_deref()).collect();
    assert_eq!(from, [Some("ana"), Some("ana"), Some("ben"), None]);
    let wrong = ana.simulator.act(Platform::TELEGRAM, "ben", Some("7000001"), &say).unwrap_err();
    assert!(wrong.to_string().contains("there is no chat"), "another person's chat is none");
    ana.ends().await;
}

#[tokio::test(start_paused = true)]
async fn the_bot_is_removed_and_comes_back() {
    let ana = Machine::new(bot()).await.in_group();
    ana.says("/help").await;
    ana.does(Act::Block).await;
    assert_eq!(ana.told()["my_chat_member"]["chat"]["type"], "supergroup");
    ana.does(Act::Unblock).await;
    ana.does(Act::Start { link: Some("league".to_owned()) }).await;
    assert_eq!(ana.told()["message"]["text"], "/start@tertulia_bot league");
    ana.ends().await;
}

#[tokio::test(start_paused = true)]
async fn who_cannot_do_anything_there_has_not_come() {
    let ana = Machine::new(bot()).await.in_group();
    ana.tries(Act::Press { key: "1:0:0".to_owned() }).await.unwrap_err();
    assert_eq!(ana.simulator.chats(Platform::TELEGRAM, "ana").len(), 1, "there is no group yet");
    ana.says("Hello").await;
    assert_eq!(ana.went(Direction::Webhook).len(), 2, "the bot is told that it came");
    ana.ends().await;
}
