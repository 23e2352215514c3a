//! Whoever is told, and Telegram beside it.

use std::time::Duration;

use super::*;

/// How whoever is told answers.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Mood {
    #[default]
    Takes,
    Fails(u16),
    Hangs,
}

/// Takes reports, and what is said in the chat.
#[derive(Default)]
pub(super) struct Receiver {
    mood: Mutex<Mood>,
    told: Mutex<Vec<Value>>,
    said: Mutex<Vec<String>>,
    /// What Telegram refuses every message with.
    refusal: Option<(u16, &'static str)>,
}

impl Receiver {
    pub(super) fn in_mood(mood: Mood) -> Self {
        Self { mood: Mutex::new(mood), ..Self::default() }
    }

    /// Beside a Telegram that refuses everything.
    pub(super) fn refused(status: u16, why: &'static str) -> Self {
        Self { refusal: Some((status, why)), ..Self::default() }
    }

    pub(super) fn now_takes(&self) {
        *self.mood.lock().unwrap() = Mood::Takes;
    }

    /// What was posted.
    pub(super) fn bodies(&self) -> Vec<Value> {
        self.told.lock().unwrap().clone()
    }

    /// What the bot said.
    pub(super) fn said(&self) -> Vec<String> {
        self.said.lock().unwrap().clone()
    }

    async fn take(&self, body: Value) -> Result<Response, TransportError> {
        self.told.lock().unwrap().push(body);
        let mood = *self.mood.lock().unwrap();
        match mood {
            Mood::Takes => Ok(success(&json!("ok"))),
            Mood::Fails(status) => Ok(Response { status, ..Response::default() }),
            Mood::Hangs => {
                tokio::time::sleep(Duration::from_secs(86_400)).await;
                Ok(Response::default())
            }
        }
    }
}

impl Http for Receiver {
    fn send(&self, request: Request) -> Answer<'_> {
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        if request.url.expose_secret() == URL {
            return Box::pin(self.take(body));
        }
        if let Some((status, why)) = self.refusal {
            let refused = json!({"ok": false, "error_code": status, "description": why});
            return Box::pin(async move { Ok(Response { status, ..success(&refused) }) });
        }
        self.said.lock().unwrap().extend(body["text"].as_str().map(str::to_owned));
        Box::pin(async { Ok(success(&json!({"ok": true, "result": {"message_id": 7}}))) })
    }
}
