//! What the runtime does when time goes by, on a clock that does not wait for it.
#![allow(clippy::unwrap_used, reason = "these are tests")]

mod deadlines;
mod timers;

use std::{pin::Pin, sync::Arc, time::Duration};

use jiff::Timestamp;
use serde_json::{Value, json};
use tertulia_core::{
    Adapter as _, Clock, Groups, Http, Parsed, Request, Response, TransportError,
    adapter::{Pace, Verified},
    program::Program,
};
use tertulia_runtime::{Channel, Options, Parts, Service};
use tertulia_store::{Arrival, Memory, Store};
use tertulia_telegram::{Bot, Telegram};
use tokio::time::Instant;

/// What a platform answers with.
type Answer<'a> = Pin<Box<dyn Future<Output = Result<Response, TransportError>> + Send + 'a>>;

/// Time that passes as soon as everybody waits for it.
struct VirtualClock(Instant);

impl VirtualClock {
    fn new() -> Self {
        Self(Instant::now())
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(1_780_000_000).unwrap() + self.0.elapsed()
    }

    fn sleep_until(&self, at: Timestamp) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let wait = Duration::try_from(at.duration_since(self.now())).unwrap_or_default();
        Box::pin(tokio::time::sleep(wait))
    }
}

fn telegram() -> Telegram {
    let bot = Bot::new("123456:AAF-token".into(), vec!["a-secret-of-the-webhook".into()], None).unwrap();
    Telegram::new(vec![bot], "http://telegram", Pace { account: None, chat: None, group: None })
}

/// An update in which Ana writes now.
fn written(clock: &dyn Clock, number: i64, text: &str) -> Value {
    let from = json!({"id": 42, "is_bot": false, "first_name": "Ana"});
    json!({"update_id": number, "message": {"message_id": number, "date": clock.now().as_second(), "text": text,
        "from": from, "chat": {"id": 42, "type": "private"}}})
}

/// An update comes in, and waits to be handled.
async fn bring(store: &dyn Store, clock: &dyn Clock, update: &Value) {
    let telegram = telegram();
    let native = telegram.accounts();
    let account = store.accounts(vec![(telegram.platform(), native[0].clone())]).await.unwrap()[0];
    let parsed = telegram.parse(&Verified { accounts: native }, update.to_string().as_bytes());
    let arrivals = parsed.into_iter().map(|parsed| match parsed {
        Parsed::Event(incoming) => {
            Arrival { account, incoming: *incoming, at: clock.now(), token: None, groups: Groups::Personal }
        }
        other => panic!("{other:?}"),
    });
    store.ingest(arrivals.collect(), false).await.unwrap();
}

/// A process begins.
async fn start(
    program: Program,
    store: &Arc<Memory>,
    clock: &Arc<VirtualClock>,
    http: Arc<dyn Http>,
) -> Service {
    let parts = Parts {
        program,
        store: Arc::<Memory>::clone(store),
        channels: vec![Channel { adapter: Arc::new(telegram()), route: "/telegram".into() }],
        http,
        clock: Arc::<VirtualClock>::clone(clock),
        payload_keys: Vec::new(),
        options: Options::default(),
    };
    Service::start(parts).await.unwrap()
}
