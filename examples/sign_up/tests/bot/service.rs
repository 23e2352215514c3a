//! The bot in this process, on a database of its own.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use bytes::Bytes;
use http::HeaderMap;
use serde_json::{Value, json};
use tempfile::TempDir;
use tertulia::prelude::App;
use tertulia_core::{Adapter, Http, Request, Response, TransportError};
use tertulia_messenger::{Messenger, Page};
use tertulia_runtime::{Channel, Options, Parts, Service, SystemClock};
use tertulia_store::{Sqlite, SqliteOptions};
use tertulia_telegram::Telegram;
use tertulia_whatsapp::{Number, WhatsApp};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

pub(crate) const PAGE: &str = "1029384756";
pub(crate) const NUMBER: &str = "106540352242922";
pub(crate) const SECRET: &str = "the-secret-of-every-webhook";

/// How long anything may take to be said. It takes milliseconds; a busy machine may need more.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running bot. What it says is read in order.
pub(crate) struct Bot {
    service: Service,
    folder: TempDir,
    calls: UnboundedReceiver<Value>,
}

impl Bot {
    pub(crate) async fn start(app: App) -> Self {
        Self::start_in(tempfile::tempdir().unwrap(), app).await
    }

    async fn start_in(folder: TempDir, app: App) -> Self {
        let (said, calls) = unbounded_channel();
        let mut options = Options::default();
        options.limits = false;
        let store = Sqlite::open(folder.path().join("bot.db"), SqliteOptions::default()).unwrap();
        let parts = Parts {
            program: app.check().unwrap_or_else(|faults| panic!("{faults}")),
            store: Arc::new(store),
            channels: channels(),
            http: Arc::new(Fake(said)),
            clock: Arc::new(SystemClock::new()),
            payload_keys: Vec::new(),
            options,
        };
        Self { service: Service::start(parts).await.unwrap(), folder, calls }
    }

    /// Ends, and begins again with what was kept: the same bot, or another version of it.
    pub(crate) async fn restart(self, app: App) -> Self {
        self.service.stop().await;
        Self::start_in(self.folder, app).await
    }

    pub(crate) async fn stop(self) {
        self.service.stop().await;
    }

    /// A webhook comes in.
    pub(crate) async fn receive(&self, channel: usize, headers: HeaderMap, body: Vec<u8>) {
        assert_eq!(self.service.receive(channel, headers, Bytes::from(body)).await, 200);
    }

    /// The next message that it sends.
    pub(crate) async fn next(&mut self) -> Value {
        tokio::time::timeout(PATIENCE, self.calls.recv()).await.unwrap().unwrap()
    }
}

/// Telegram, Messenger and WhatsApp, in this order.
fn channels() -> Vec<Channel> {
    let secrets = || vec![SECRET.into()];
    let bot = tertulia_telegram::Bot::new("123456789:token".into(), secrets(), None).unwrap();
    let page =
        Page { id: PAGE.into(), token: "page-token".into(), app_secrets: secrets(), verify_tokens: vec![] };
    let number = Number {
        phone_number_id: NUMBER.into(),
        access_token: "access-token".into(),
        app_secrets: secrets(),
        verify_tokens: vec![],
    };
    let url = "http://127.0.0.1:1";
    let adapters: [Arc<dyn Adapter>; 3] = [
        Arc::new(Telegram::new(vec![bot], url, tertulia_telegram::limits::PACE)),
        Arc::new(Messenger::new([page], url, tertulia_messenger::limits::PACE)),
        Arc::new(WhatsApp::new([number], url, tertulia_whatsapp::limits::PACE)),
    ];
    adapters.map(|adapter| Channel { adapter, route: "/".into() }).into()
}

/// Takes every call, as the platforms do.
struct Fake(UnboundedSender<Value>);

impl Http for Fake {
    fn send(
        &self,
        request: Request,
    ) -> Pin<Box<dyn Future<Output = Result<Response, TransportError>> + Send + '_>> {
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        // The answer to a press and the change of buttons that were pressed say nothing.
        if body.get("callback_query_id").is_none() {
            let _ = self.0.send(body);
        }
        let answer = json!({"ok": true, "result": {"message_id": 5, "date": 1_790_000_000, "chat": {"id": 1, "type": "private"}},
            "messages": [{"id": "wamid.5"}], "recipient_id": "x", "message_id": "m_5"});
        let answer = Response { status: 200, body: answer.to_string().into_bytes(), ..Response::default() };
        Box::pin(async move { Ok(answer) })
    }
}
