//! What goes wrong between the bot and Telegram.

use std::time::Duration;

use tertulia_core::{Context, Platform, Reply, Text};
use tertulia_simulator::{Act, Direction, Fault};

use crate::machine::Machine;

fn bot() -> Context {
    Context::new("main")
        .keyword("twice", |reply: Reply| reply.text("One.").text("Two."))
        .any_text(|Text(text): Text| format!("You wrote {text}."))
}

#[tokio::test(start_paused = true)]
async fn a_bot_that_is_blocked_is_told_so() {
    let ana = Machine::new(bot()).await;
    ana.says("Hello").await;
    ana.does(Act::Block).await;
    assert!(ana.chat().blocked && ana.chat().composer.closed.is_some());
    assert_eq!(ana.told()["my_chat_member"]["new_chat_member"]["status"], "kicked");
    let refused = ana.tries(Act::Say { text: "Hello".to_owned(), quotes: None }).await.unwrap_err();
    assert!(refused.to_string().contains("unblock"), "{refused}");
    ana.does(Act::Unblock).await;
    ana.says("Again").await;
    assert_eq!(ana.last().plain(), "You wrote Again.");
    ana.ends().await;
}

#[tokio::test(start_paused = true)]
async fn a_message_under_way_to_who_blocked_the_bot_is_refused() {
    let ana = Machine::new(bot()).await;
    let say = Act::Say { text: "Hello".to_owned(), quotes: None };
    ana.simulator.act(Platform::TELEGRAM, "ana", None, &say).unwrap();
    ana.simulator.act(Platform::TELEGRAM, "ana", None, &Act::Block).unwrap();
    ana.settled().await;
    let call = ana.went(Direction::Call).pop().unwrap();
    assert_eq!(call.status, 403);
    assert_eq!(call.answer["description"], "Forbidden: bot was blocked by the user");
    assert_eq!(ana.ends_leaving().await, 1, "the message, which nobody gets");
}

#[tokio::test(start_paused = true)]
async fn too_many_calls_are_made_again_when_they_may_be() {
    let ana = Machine::new(bot()).await;
    ana.simulator.order(Platform::TELEGRAM, Fault::TooMany { seconds: 7 });
    ana.says("twice").await;
    assert_eq!(ana.seen(), ["> twice", "< One.", "< Two."]);
    let calls = ana.went(Direction::Call);
    assert_eq!(calls[0].answer["parameters"]["retry_after"], 7);
    assert!(calls[1].at.duration_since(calls[0].at).as_secs() >= 7);
    ana.ends_in_trouble().await;
}

#[tokio::test(start_paused = true)]
async fn a_server_at_fault_has_done_nothing() {
    let ana = Machine::new(bot()).await;
    ana.simulator.order(Platform::TELEGRAM, Fault::ServerError { status: 502 });
    ana.simulator.order(Platform::TELEGRAM, Fault::Slow { millis: 900 });
    ana.says("twice").await;
    assert_eq!(ana.seen(), ["> twice", "< One.", "< Two."]);
    ana.ends_in_trouble().await;
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_never_comes_makes_a_message_twice_at_most() {
    let ana = Machine::new(bot()).await;
    ana.simulator.order(Platform::TELEGRAM, Fault::NoAnswer);
    ana.says("Hello").await;
    assert_eq!(ana.seen(), ["> Hello", "< You wrote Hello.", "< You wrote Hello."]);
    ana.ends_in_trouble().await;
}

#[tokio::test(start_paused = true)]
async fn an_update_that_comes_twice_has_one_effect() {
    let ana = Machine::new(bot()).await;
    ana.simulator.order(Platform::TELEGRAM, Fault::Redelivery);
    ana.says("Hello").await;
    assert_eq!(ana.went(Direction::Webhook).len(), 2);
    assert_eq!(ana.seen(), ["> Hello", "< You wrote Hello."]);
    ana.ends().await;
}

#[tokio::test(start_paused = true)]
async fn an_update_that_overtakes_another_is_answered_too() {
    let ana = Machine::new(bot()).await;
    ana.simulator.order(Platform::TELEGRAM, Fault::Reordering);
    ana.says("first").await;
    ana.says("second").await;
    let mut answers: Vec<_> = ana.seen().into_iter().filter(|line| line.starts_with('<')).collect();
    answers.sort();
    assert_eq!(answers, ["< You wrote first.", "< You wrote second."]);
    tokio::time::sleep(Duration::from_secs(1)).await;
    ana.ends().await;
}
