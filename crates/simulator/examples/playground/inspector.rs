//! A bot of which nothing is there but its turns.

use std::{sync::Arc, time::Duration};

use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use tertulia_core::Platform;
use tertulia_simulator::playground::Inspector;
use tokio::sync::broadcast;

pub(crate) struct MadeUp(broadcast::Sender<Arc<Value>>);

impl Default for MadeUp {
    fn default() -> Self {
        Self(broadcast::Sender::new(16))
    }
}

fn turns() -> Vec<Value> {
    vec![
        json!({
            "event": 121, "at": "2026-03-02T10:02:11Z", "platform": "whatsapp", "user": "34600000001", "name": "Ana",
            "summary": "text `what is a tertulia?`", "verdict": "unhandled", "before": ["main"], "after": ["main"],
            "steps": [], "tried": [
                {"context": "main", "block": "keyword `menu`", "at": "src/main.rs:18", "took": false, "why": "the text is `what is a tertulia?`"},
                {"context": "main", "block": "any_number", "at": "src/main.rs:22", "took": false, "why": "there is no number"}
            ],
            "meaning": {"intent": "ask_meaning", "confidence": 0.42, "entities": {}},
            "session": {"before": {}, "after": {}}, "messages": [], "millis": 0.8, "attempt": 1, "error": null
        }),
        json!({
            "event": 122, "at": "2026-03-02T10:02:40Z", "platform": "messenger", "user": "7001", "name": "Ana",
            "summary": "location", "verdict": "failed", "before": ["main", "order/address"], "after": ["main", "order/address"],
            "steps": [{"step": "block", "context": "order/address", "block": "location", "at": "src/order.rs:31", "end": "error"}],
            "tried": [{"context": "order/address", "block": "location", "at": "src/order.rs:31", "took": true, "why": "a location came"}],
            "meaning": null, "session": {"before": {"basket": {"items": 2}}, "after": {"basket": {"items": 2}}},
            "messages": [], "millis": 30.4, "attempt": 2, "error": "the map service answered 503 (src/order.rs:34)"
        }),
        json!({
            "event": 123, "at": "2026-03-02T10:03:05Z", "platform": "telegram", "user": "42", "name": "Ana",
            "summary": "press `understood`", "verdict": "handled", "before": ["main"], "after": ["main", "shop"],
            "steps": [
                {"step": "block", "context": "main", "block": "postback `understood`", "at": "src/main.rs:12", "end": "halt"},
                {"step": "move", "to": "shop", "at": "src/main.rs:30"}
            ],
            "tried": [
                {"context": "main", "block": "postback `yes`", "at": "src/main.rs:9", "took": false, "why": "the payload is `understood`"},
                {"context": "main", "block": "postback `understood`", "at": "src/main.rs:12", "took": true, "why": ""}
            ],
            "meaning": null, "session": {"before": {"clicks": 1, "seen": true}, "after": {"clicks": 2, "seen": true}},
            "messages": [{"at": "src/main.rs:14", "said": "quick_reply \"Is it clear to you how postbacks work?\"", "parts": 1, "doubts": [], "losses": ["the icons of the buttons: Telegram has none"]}],
            "millis": 1.2, "attempt": 1, "error": null
        }),
    ]
}

impl Inspector for MadeUp {
    fn bot(&self) -> String {
        "gallery".to_owned()
    }

    fn turns(&self) -> broadcast::Receiver<Arc<Value>> {
        self.0.subscribe()
    }

    fn recent(&self) -> Vec<Arc<Value>> {
        turns().into_iter().map(Arc::new).collect()
    }

    fn queues(&self) -> BoxFuture<'_, Value> {
        Box::pin(async {
            json!({"inbox": [], "outbox": [{"platform": "telegram", "method": "sendMessage", "due": "in 3 s"}], "dead": []})
        })
    }

    fn why(&self, event: i64) -> BoxFuture<'_, Option<Value>> {
        Box::pin(async move { turns().into_iter().find(|turn| turn["event"] == event) })
    }

    fn place(
        &self,
        _: Platform,
        _: String,
        _: Option<String>,
        _: Option<Value>,
    ) -> BoxFuture<'_, Result<(), String>> {
        Box::pin(async { Err("there is no bot behind these phones".to_owned()) })
    }

    fn reset(&self) -> BoxFuture<'_, Result<(), String>> {
        Box::pin(async { Ok(()) })
    }

    fn advance(&self, _: Duration) {}
}
