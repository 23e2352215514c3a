//! What is kept of what was said, where that is wanted.

use std::{sync::Arc, time::Duration};

use serde_json::json;
use tertulia_core::{Button, Context, Error, Http, Reply, Request, Result};
use tertulia_runtime::Options;
use tertulia_store::{LogEntry, Memory, Speaker, Store as _};

use crate::machine::{
    Answer, BEGINNING, VirtualClock, ana, bring, private_chat, program, serve_with, settled, success,
    telegram, written,
};

/// Takes every message.
struct Api;

impl Http for Api {
    fn send(&self, _: Request) -> Answer<'_> {
        Box::pin(async { Ok(success(&json!({"ok": true, "result": {"message_id": 7}}))) })
    }
}

fn bot() -> Context {
    Context::new("main")
        .keyword("hello", |reply: Reply| reply.quick_reply("Tea?", [Button::postback("Yes!", "yes")]))
        .postback("yes", "Here it is.")
        .keyword("oops", || -> Result<()> { Err(Error::terminal("it broke")) })
        .everything_else("What?")
}

/// What is kept once Ana has said hello, has pressed, and something has failed.
async fn kept(chat_log: Option<Duration>) -> Vec<LogEntry> {
    let (clock, store, adapter) = (VirtualClock::new(), Arc::new(Memory::seeded(7)), telegram());
    let mut options = Options::default();
    options.chat_log = chat_log;
    let own = Arc::<VirtualClock>::clone(&clock);
    let service = serve_with(&store, &adapter, Arc::new(Api), own, program(bot()), options).await;
    let press = json!({"update_id": 2, "callback_query": {"id": "2", "from": ana(), "chat_instance": "1",
        "data": "/yes", "message": {"message_id": 5, "date": BEGINNING, "chat": private_chat(), "text": "Tea?"}}});
    for update in [written(&*clock, 1, "hello"), press, written(&*clock, 3, "oops")] {
        bring(&*store, &*adapter, &*clock, &update).await;
        settled(&store).await;
    }
    let kept = store.chat_log(1, 100).await.unwrap();
    tokio::time::sleep(Duration::from_secs(120)).await;
    assert!(store.chat_log(1, 100).await.unwrap().is_empty(), "it is forgotten in time");
    service.stop().await;
    kept
}

#[tokio::test(start_paused = true)]
async fn what_was_said_is_kept_in_order_and_for_its_time() {
    let kept = kept(Some(Duration::from_secs(60))).await;
    let said: Vec<_> = kept
        .iter()
        .flat_map(|entry| entry.remarks.iter().map(|remark| (entry.by, &*remark.kind, &*remark.text)))
        .collect();
    let expected = [
        (Speaker::Person, "text", "hello"),
        (Speaker::Bot, "quick_reply", "Tea?"),
        (Speaker::Person, "press", "/yes"),
        (Speaker::Bot, "text", "Here it is."),
        (Speaker::Person, "text", "oops"),
        (Speaker::Bot, "text", "Sorry, something went wrong. Please try again later."),
    ];
    assert_eq!(said, expected);
    let choices: Vec<_> = kept[1].remarks[0].choices.iter().map(|it| (&*it.title, &*it.payload)).collect();
    assert_eq!(choices, [("Yes!", "/yes")]);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_kept_unless_somebody_wants_it() {
    assert!(kept(None).await.is_empty());
}
