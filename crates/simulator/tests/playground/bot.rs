//! A bot that remembers what the page asked of it.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use tertulia_core::Platform;
use tertulia_simulator::playground::Inspector;
use tokio::sync::broadcast;

pub(crate) struct FakeBot {
    pub(crate) turns: broadcast::Sender<Arc<Value>>,
    asked: Mutex<Vec<String>>,
}

impl Default for FakeBot {
    fn default() -> Self {
        Self { turns: broadcast::Sender::new(4), asked: Mutex::default() }
    }
}

impl FakeBot {
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    fn remember(&self, what: impl Into<String>) {
        self.asked.lock().unwrap().push(what.into());
    }
}

impl Inspector for FakeBot {
    fn bot(&self) -> String {
        "echo".to_owned()
    }

    fn turns(&self) -> broadcast::Receiver<Arc<Value>> {
        self.turns.subscribe()
    }

    fn recent(&self) -> Vec<Arc<Value>> {
        (0..60).map(|event| Arc::new(json!({ "event": event }))).collect()
    }

    fn queues(&self) -> BoxFuture<'_, Value> {
        Box::pin(async { json!({ "inbox": [] }) })
    }

    fn why(&self, event: i64) -> BoxFuture<'_, Option<Value>> {
        Box::pin(async move { (event == 5).then(|| json!({ "event": 5 })) })
    }

    fn place(
        &self,
        platform: Platform,
        user: String,
        context: Option<String>,
        session: Option<Value>,
    ) -> BoxFuture<'_, Result<(), String>> {
        Box::pin(async move {
            if context.as_deref() == Some("nowhere") {
                return Err("there is no context `nowhere`".to_owned());
            }
            self.remember(format!("place {user} of {platform} in {context:?} with {session:?}"));
            Ok(())
        })
    }

    fn reset(&self) -> BoxFuture<'_, Result<(), String>> {
        Box::pin(async {
            self.remember("reset");
            Ok(())
        })
    }

    fn advance(&self, by: Duration) {
        self.remember(format!("advance by {by:?}"));
    }
}
