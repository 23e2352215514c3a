//! What every test of this folder runs on: a clock, a bot of Telegram, and a process around them.

use std::{pin::Pin, sync::Arc, time::Duration};

use jiff::Timestamp;
use serde_json::{Value, json};
use tertulia_core::{
    Adapter, Clock, Context, Groups, Http, Parsed, Request, Response, TransportError,
    adapter::{Pace, Verified},
    program::{Program, ProgramBuilder},
};
use tertulia_runtime::{Channel, Options, Parts, Service};
use tertulia_store::{Arrival, Memory, Store};
use tertulia_telegram::{Bot, Telegram};
use tertulia_whatsapp::{Number, WhatsApp};
use tokio::time::Instant;

/// When the clock begins, in seconds.
pub(crate) const BEGINNING: i64 = 1_780_000_000;

/// The secret of Telegram's webhook.
pub(crate) const SECRET: &str = "a-secret-of-the-webhook";

/// As fast as anybody likes.
pub(crate) const ANY_PACE: Pace = Pace { account: None, chat: None, group: None };

/// What comes of a request.
pub(crate) type Answer<'a> = Pin<Box<dyn Future<Output = Result<Response, TransportError>> + Send + 'a>>;

/// When the clock begins.
pub(crate) fn beginning() -> Timestamp {
    Timestamp::from_second(BEGINNING).unwrap()
}

/// Time that passes as soon as everybody waits for it.
#[derive(Debug)]
pub(crate) struct VirtualClock(pub(crate) Instant);

impl VirtualClock {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self(Instant::now()))
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Timestamp {
        beginning() + self.0.elapsed()
    }

    fn sleep_until(&self, at: Timestamp) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let wait = Duration::try_from(at.duration_since(self.now())).unwrap_or_default();
        Box::pin(tokio::time::sleep(wait))
    }
}

/// No network.
pub(crate) struct Nowhere;

impl Http for Nowhere {
    fn send(&self, _: Request) -> Answer<'_> {
        Box::pin(async { Err(TransportError::NotSent("there is no network here".into())) })
    }
}

/// A success with that body.
pub(crate) fn success(body: &Value) -> Response {
    Response { status: 200, retry_after: None, body: body.to_string().into_bytes() }
}

/// A number of WhatsApp's.
pub(crate) fn whatsapp() -> Arc<dyn Adapter> {
    paced_whatsapp(ANY_PACE)
}

/// The same, of which so much is allowed.
pub(crate) fn paced_whatsapp(pace: Pace) -> Arc<dyn Adapter> {
    let number = Number {
        phone_number_id: "1".into(),
        access_token: "TOKEN".into(),
        app_secrets: vec![SECRET.into()],
        verify_tokens: vec![],
    };
    Arc::new(WhatsApp::new([number], "http://graph", pace))
}

/// A webhook in which Ana writes to that number now.
pub(crate) fn written_to_whatsapp(clock: &dyn Clock, id: &str, text: &str) -> Value {
    let at = clock.now().as_second().to_string();
    let message = json!({"from": "42", "id": id, "timestamp": at, "type": "text", "text": {"body": text}});
    let value = json!({"messaging_product": "whatsapp", "messages": [message],
        "metadata": {"display_phone_number": "1", "phone_number_id": "1"},
        "contacts": [{"profile": {"name": "Ana"}, "wa_id": "42"}]});
    json!({"object": "whatsapp_business_account",
        "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}]})
}

pub(crate) fn telegram() -> Arc<dyn Adapter> {
    let bot = Bot::new("123456:AAF-token".into(), vec![SECRET.into()], None).unwrap();
    Arc::new(Telegram::new(vec![bot], "http://telegram", ANY_PACE))
}

/// An update in which Ana writes now.
pub(crate) fn written(clock: &dyn Clock, number: i64, text: &str) -> Value {
    json!({"update_id": number, "message": {"message_id": number, "date": clock.now().as_second(), "text": text,
        "from": ana(), "chat": private_chat()}})
}

pub(crate) fn ana() -> Value {
    json!({"id": 42, "is_bot": false, "first_name": "Ana"})
}

pub(crate) fn private_chat() -> Value {
    json!({"id": 42, "type": "private"})
}

/// A webhook comes in, and waits to be handled.
pub(crate) async fn bring(store: &dyn Store, adapter: &dyn Adapter, clock: &dyn Clock, webhook: &Value) {
    let native = adapter.accounts();
    let account = store.accounts(vec![(adapter.platform(), native[0].clone())]).await.unwrap()[0];
    let parsed = adapter.parse(&Verified { accounts: native }, webhook.to_string().as_bytes());
    let arrivals = parsed.into_iter().map(|parsed| match parsed {
        Parsed::Event(incoming) => {
            Arrival { account, incoming: *incoming, at: clock.now(), token: None, groups: Groups::Personal }
        }
        other => panic!("{other:?}"),
    });
    store.ingest(arrivals.collect(), false).await.unwrap();
}

pub(crate) fn program(context: Context) -> Program {
    ProgramBuilder::new().context(context).build().unwrap()
}

/// A process begins.
pub(crate) async fn serve(
    store: &Arc<Memory>,
    adapter: &Arc<dyn Adapter>,
    http: Arc<dyn Http>,
    clock: Arc<dyn Clock>,
    program: Program,
) -> Service {
    serve_with(store, adapter, http, clock, program, Options::default()).await
}

/// A process begins, with other options than usual.
pub(crate) async fn serve_with(
    store: &Arc<Memory>,
    adapter: &Arc<dyn Adapter>,
    http: Arc<dyn Http>,
    clock: Arc<dyn Clock>,
    program: Program,
    options: Options,
) -> Service {
    let parts = Parts {
        program,
        store: Arc::<Memory>::clone(store),
        channels: vec![Channel { adapter: Arc::clone(adapter), route: "/webhook".into() }],
        http,
        clock,
        payload_keys: Vec::new(),
        options,
    };
    Service::start(parts).await.unwrap()
}

/// Waits until nothing waits to be handled, or sent.
pub(crate) async fn settled(store: &Memory) {
    loop {
        tokio::time::sleep(Duration::from_millis(10)).await;
        let depth = store.depth().await.unwrap();
        if (depth.inbox, depth.outbox) == (0, 0) {
            return;
        }
    }
}
