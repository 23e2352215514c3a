//! Which ids of messages are remembered.
#![allow(clippy::unwrap_used, reason = "these are tests")]

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use jiff::Timestamp;
use serde_json::{Value, json};
use tertulia_core::{
    Adapter, Button, Clock, Context, Groups, Http, Parsed, RawPayload, Reply, Request, Response,
    TransportError,
    adapter::{Pace, Verified},
    program::ProgramBuilder,
};
use tertulia_runtime::{Channel, Options, Parts, Service};
use tertulia_store::{Arrival, Memory, Store};
use tertulia_telegram::{Bot, Telegram};
use tertulia_whatsapp::{Number, WhatsApp};

const NOW: i64 = 1_780_000_000;
const PACE: Pace = Pace { account: None, chat: None, group: None };

/// A time that passes with that of tokio.
struct VirtualClock(tokio::time::Instant);

impl Clock for VirtualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(NOW).unwrap() + self.0.elapsed()
    }

    fn sleep_until(&self, at: Timestamp) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let wait = Duration::try_from(at.duration_since(self.now())).unwrap_or_default();
        Box::pin(tokio::time::sleep(wait))
    }
}

/// Takes every message, and names it in the words of all platforms.
#[derive(Default)]
struct Taken(AtomicU32);

impl Http for Taken {
    fn send(
        &self,
        _: Request,
    ) -> Pin<Box<dyn Future<Output = Result<Response, TransportError>> + Send + '_>> {
        let id = 1 + self.0.fetch_add(1, Ordering::Relaxed);
        let body =
            json!({"ok": true, "result": {"message_id": id}, "messages": [{"id": format!("wamid.{id}")}]});
        let body = body.to_string().into_bytes();
        Box::pin(async { Ok(Response { status: 200, retry_after: None, body }) })
    }
}

/// What is remembered of a plain message and one with quick replies, said in answer to that webhook.
async fn remembered(adapter: impl Adapter + 'static, webhook: Value) -> Vec<String> {
    let (clock, store) = (Arc::new(VirtualClock(tokio::time::Instant::now())), Arc::new(Memory::seeded(7)));
    let accounts = adapter.accounts();
    let account = store.accounts(vec![(adapter.platform(), accounts[0].clone())]).await.unwrap()[0];
    let parsed = adapter.parse(&Verified { accounts }, webhook.to_string().as_bytes());
    let arrivals = parsed.into_iter().map(|parsed| match parsed {
        Parsed::Event(incoming) => {
            Arrival { account, incoming: *incoming, at: clock.now(), token: None, groups: Groups::Personal }
        }
        other => panic!("{other:?}"),
    });
    store.ingest(arrivals.collect(), false).await.unwrap();
    let main = Context::new("main")
        .any_text(|reply: Reply| {
            reply.text("hola").quick_reply("¿Qué tal?", [Button::postback("Bien", "well")])
        })
        .any_postback(|_: RawPayload| ());
    let parts = Parts {
        program: ProgramBuilder::new().context(main).build().unwrap(),
        store: Arc::<Memory>::clone(&store),
        channels: vec![Channel { adapter: Arc::new(adapter), route: "/".into() }],
        http: Arc::new(Taken::default()),
        clock,
        payload_keys: Vec::new(),
        options: Options::default(),
    };
    let service = Service::start(parts).await.unwrap();
    while store.depth().await.unwrap().inbox + store.depth().await.unwrap().outbox > 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    service.stop().await;
    store.sent().into_iter().map(|sent| sent.platform_id).collect()
}

#[tokio::test(start_paused = true)]
async fn without_receipts_only_what_a_later_call_may_be_about_is_remembered() {
    let bot = Bot::new("123456:AAF-token".into(), vec!["a-secret-of-the-webhook".into()], None).unwrap();
    let ids = remembered(
        Telegram::new(vec![bot], "http://telegram", PACE),
        json!({"update_id": 2, "message": {"message_id": 1, "date": NOW, "text": "hola",
            "from": {"id": 42, "is_bot": false, "first_name": "Ana"}, "chat": {"id": 42, "type": "private"}}}),
    );
    assert_eq!(ids.await, ["2"], "its buttons are taken away later");
}

#[tokio::test(start_paused = true)]
async fn with_receipts_everything_is_remembered() {
    let number = Number {
        phone_number_id: "1".into(),
        access_token: "TOKEN".into(),
        app_secrets: vec!["a-secret-of-the-webhook".into()],
        verify_tokens: vec![],
    };
    let message = json!({"from": "42", "id": "wamid.in", "timestamp": NOW.to_string(), "type": "text",
        "text": {"body": "hola"}});
    let value = json!({"messaging_product": "whatsapp", "messages": [message],
        "metadata": {"display_phone_number": "1", "phone_number_id": "1"},
        "contacts": [{"profile": {"name": "Ana"}, "wa_id": "42"}]});
    let ids = remembered(
        WhatsApp::new([number], "http://graph", PACE),
        json!({"object": "whatsapp_business_account",
            "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}]}),
    );
    assert_eq!(ids.await, ["wamid.1", "wamid.2"]);
}
