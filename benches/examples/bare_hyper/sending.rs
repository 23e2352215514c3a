//! Sending messages, those of a chat in order.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use http_body_util::{BodyExt as _, Full};
use hyper::{Request, body::Bytes, header};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde::Deserialize;
use serde_json::json;

use crate::say;

/// A message that is kept in the outbox.
pub(crate) struct Message {
    pub(crate) id: i64,
    pub(crate) body: String,
}

/// What sends messages.
pub(crate) struct Sending {
    client: Client<HttpConnector, Full<Bytes>>,
    api: String,
    /// The chats something is being sent to, and what comes after it.
    lanes: Mutex<HashMap<i64, VecDeque<Message>>>,
    /// What was sent and is still in the outbox.
    sent: Mutex<Vec<i64>>,
}

#[derive(Deserialize)]
struct Answer {
    ok: bool,
}

impl Sending {
    pub(crate) fn new(api: &str) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let client = Client::builder(TokioExecutor::new()).build(connector);
        Self { client, api: api.to_owned(), lanes: Mutex::default(), sent: Mutex::default() }
    }

    /// Sends these messages after all that came before them in the chat.
    pub(crate) fn send(self: &Arc<Self>, chat: i64, messages: [Message; 2]) {
        let mut lanes = lock(&self.lanes);
        if let Some(lane) = lanes.get_mut(&chat) {
            lane.extend(messages);
            return;
        }
        lanes.insert(chat, messages.into());
        drop(lanes);
        let sending = Arc::clone(self);
        tokio::spawn(async move {
            while let Some(message) = sending.next(chat) {
                if sending.call("sendMessage", message.body).await {
                    lock(&sending.sent).push(message.id);
                }
            }
        });
    }

    /// Tells the client that a press was seen. Beside the lanes, as it is no message.
    pub(crate) fn answer_press(self: &Arc<Self>, query: &str) {
        let (sending, body) = (Arc::clone(self), json!({"callback_query_id": query}).to_string());
        tokio::spawn(async move { sending.call("answerCallbackQuery", body).await });
    }

    /// The ids of what was sent since the last time.
    pub(crate) fn take_sent(&self) -> Vec<i64> {
        std::mem::take(&mut *lock(&self.sent))
    }

    /// The next message of a lane. Without one the lane is gone.
    fn next(&self, chat: i64) -> Option<Message> {
        let mut lanes = lock(&self.lanes);
        let next = lanes.get_mut(&chat).and_then(VecDeque::pop_front);
        if next.is_none() {
            lanes.remove(&chat);
        }
        next
    }

    async fn call(&self, method: &str, body: String) -> bool {
        match self.answer(method, body).await {
            Ok(Answer { ok: true }) => true,
            Ok(Answer { ok: false }) => {
                say("the API refused a call");
                false
            }
            Err(error) => {
                say(&error.to_string());
                false
            }
        }
    }

    async fn answer(
        &self,
        method: &str,
        body: String,
    ) -> Result<Answer, Box<dyn std::error::Error + Send + Sync>> {
        let request = Request::post(format!("{}/{method}", self.api))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Full::from(body))?;
        let response = self.client.request(request).await?;
        Ok(serde_json::from_slice(&response.into_body().collect().await?.to_bytes())?)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
