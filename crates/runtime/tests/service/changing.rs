//! Messages that are changed and deleted later, and what goes out when that is refused.

use std::sync::{Arc, Mutex};

use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tertulia_core::{Button, Context, Http, Reply, Request, Response};
use tertulia_store::{Memory, Store as _};

use crate::machine::{
    Answer, BEGINNING, VirtualClock, ana, bring, private_chat, program, serve, settled, telegram, written,
};

/// A Bot API that numbers messages from 100 on, and does not change what stands in `fixed`.
#[derive(Default)]
struct Api {
    fixed: Vec<i64>,
    /// What was done: the method, the message and the text.
    done: Mutex<Vec<String>>,
}

impl Http for Api {
    fn send(&self, request: Request) -> Answer<'_> {
        let method = request.url.expose_secret().rsplit('/').next().unwrap_or_default().to_owned();
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        let mut done = self.done.lock().unwrap();
        let sent = done.iter().filter(|call| call.starts_with("sendMessage")).count();
        let id = body["message_id"].as_i64().unwrap_or_else(|| 100 + i64::try_from(sent).unwrap());
        let is_fixed = body["message_id"].is_i64() && self.fixed.contains(&id);
        let refused = is_fixed && method == "editMessageText";
        if method != "answerCallbackQuery" {
            let (text, no) =
                (body["text"].as_str().unwrap_or_default(), if refused { " refused" } else { "" });
            done.push(format!("{method} {id} {text}{no}"));
        }
        let (status, answer) = match refused {
            true => (400, json!({"ok": false, "description": "Bad Request: message can't be edited"})),
            false => (200, json!({"ok": true, "result": {"message_id": id}})),
        };
        let response = Response { status, retry_after: None, body: answer.to_string().into_bytes() };
        Box::pin(async { Ok(response) })
    }
}

fn bot() -> Context {
    Context::new("main")
        .keyword("order", |reply: Reply| reply.named("order").text("Cooking."))
        .keyword("ready", |reply: Reply| reply.edit("order").text("Ready.").text("Enjoy!"))
        .keyword("gone", |reply: Reply| reply.delete("order"))
        .postback("more", |reply: Reply| {
            reply.in_place().button("2 in it", [Button::postback("More", "more")]).text("Else?")
        })
        .everything_else("What?")
}

/// A text, or a press on the message with that number.
enum Says {
    Text(&'static str),
    Press(i64),
}

/// What the bot does, one event after the other.
async fn done(fixed: Vec<i64>, events: &[Says]) -> Vec<String> {
    let (clock, store, adapter) = (VirtualClock::new(), Arc::new(Memory::seeded(7)), telegram());
    let api = Arc::new(Api { fixed, done: Mutex::default() });
    let http = Arc::<Api>::clone(&api);
    let service = serve(&store, &adapter, http, Arc::<VirtualClock>::clone(&clock), program(bot())).await;
    for (number, event) in (1..).zip(events) {
        let update = match event {
            Says::Text(text) => written(&*clock, number, text),
            Says::Press(message) => json!({"update_id": number, "callback_query":
                {"id": number.to_string(), "from": ana(), "chat_instance": "1", "data": "/more", "message":
                    {"message_id": message, "date": BEGINNING, "chat": private_chat(), "text": "1 in it"}}}),
        };
        bring(&*store, &*adapter, &*clock, &update).await;
        settled(&store).await;
    }
    assert_eq!(store.depth().await.unwrap().dead, 0, "a message that cannot be changed is no failure");
    service.stop().await;
    std::mem::take(&mut *api.done.lock().unwrap())
}

#[tokio::test(start_paused = true)]
async fn a_press_changes_its_message() {
    let expected = ["editMessageText 17 2 in it", "sendMessage 100 Else?"];
    assert_eq!(done(vec![], &[Says::Press(17)]).await, expected);
}

#[tokio::test(start_paused = true)]
async fn what_can_no_longer_be_changed_is_said_anew_in_its_place() {
    let expected = ["editMessageText 17 2 in it refused", "sendMessage 100 2 in it", "sendMessage 101 Else?"];
    assert_eq!(done(vec![17], &[Says::Press(17)]).await, expected);
}

#[tokio::test(start_paused = true)]
async fn a_named_message_is_changed_and_deleted() {
    let says = ["order", "ready", "ready", "gone", "ready"].map(Says::Text);
    let expected = [
        "sendMessage 100 Cooking.",
        "editMessageText 100 Ready.",
        "sendMessage 101 Enjoy!",
        "editMessageText 100 Ready.",
        "sendMessage 102 Enjoy!",
        "deleteMessage 100 ",
        "sendMessage 103 Ready.",
        "sendMessage 104 Enjoy!",
    ];
    assert_eq!(done(vec![], &says).await, expected);
}

#[tokio::test(start_paused = true)]
async fn the_name_goes_to_what_was_said_instead() {
    let says = ["order", "ready", "ready", "gone"].map(Says::Text);
    let expected = [
        "sendMessage 100 Cooking.",
        "editMessageText 100 Ready. refused",
        "sendMessage 101 Ready.",
        "sendMessage 102 Enjoy!",
        "editMessageText 101 Ready.",
        "sendMessage 103 Enjoy!",
        "deleteMessage 101 ",
    ];
    assert_eq!(done(vec![100], &says).await, expected);
}
