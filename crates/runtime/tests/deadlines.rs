//! Events whose answers nobody waits for any more.
#![allow(clippy::unwrap_used, reason = "these are tests")]

use std::{
    pin::Pin,
    sync::{Arc, Mutex},
    time::Duration,
};

use jiff::Timestamp;
use serde_json::json;
use tertulia_core::{
    Adapter, Clock, Context, Data, Event, Groups, Http, Parsed, Request, Response, TransportError,
    adapter::{Pace, Verified},
    program::ProgramBuilder,
};
use tertulia_runtime::{Channel, Options, Parts, Service};
use tertulia_store::{Arrival, Memory, Store};
use tertulia_telegram::{Bot, Telegram};
use tokio::time::Instant;

/// Time that passes as soon as everybody waits for it.
struct VirtualClock(Instant);

impl Clock for VirtualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(1_780_000_000).unwrap() + self.0.elapsed()
    }

    fn sleep_until(&self, at: Timestamp) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let wait = Duration::try_from(at.duration_since(self.now())).unwrap_or_default();
        Box::pin(tokio::time::sleep(wait))
    }
}

struct Nowhere;

impl Http for Nowhere {
    fn send(
        &self,
        _: Request,
    ) -> Pin<Box<dyn Future<Output = Result<Response, TransportError>> + Send + '_>> {
        Box::pin(async { Err(TransportError::NotSent("there is no network here".into())) })
    }
}

/// What the bot was asked.
type Asked = Arc<Mutex<Vec<&'static str>>>;

/// What the bot is asked if somebody typed, and wrote, so long before it was started.
async fn asked_after(wait: Duration) -> Vec<&'static str> {
    let (clock, store) = (Arc::new(VirtualClock(Instant::now())), Arc::new(Memory::seeded(7)));
    let bot = Bot::new("123456:AAF-token".into(), vec!["a-secret-of-the-webhook".into()], None).unwrap();
    let telegram =
        Telegram::new(vec![bot], "http://telegram", Pace { account: None, chat: None, group: None });
    let native = telegram.accounts();
    let account = store.accounts(vec![(telegram.platform(), native[0].clone())]).await.unwrap()[0];
    let from = json!({"id": 42, "is_bot": false, "first_name": "Ana"});
    let updates = [
        json!({"update_id": 1, "inline_query": {"id": "77", "from": from, "query": "cat", "offset": ""}}),
        json!({"update_id": 2, "message": {"message_id": 1, "date": clock.now().as_second(), "text": "cat",
            "from": from, "chat": {"id": 42, "type": "private"}}}),
    ];
    let verified = Verified { accounts: native };
    let parsed = updates.iter().flat_map(|update| telegram.parse(&verified, update.to_string().as_bytes()));
    let arrivals = parsed.map(|parsed| match parsed {
        Parsed::Event(incoming) => {
            Arrival { account, incoming: *incoming, at: clock.now(), token: None, groups: Groups::Personal }
        }
        other => panic!("{other:?}"),
    });
    store.ingest(arrivals.collect(), false).await.unwrap();
    tokio::time::advance(wait).await;

    let asked = Asked::default();
    let main = Context::new("main")
        .inline_query(|asked: Data<Asked>| asked.lock().unwrap().push("query"))
        .any_text(|asked: Data<Asked>, _: Event| asked.lock().unwrap().push("text"));
    let parts = Parts {
        program: ProgramBuilder::new().context(main).data(Arc::clone(&asked)).build().unwrap(),
        store: Arc::<Memory>::clone(&store),
        channels: vec![Channel { adapter: Arc::new(telegram), route: "/telegram".into() }],
        http: Arc::new(Nowhere),
        clock,
        payload_keys: Vec::new(),
        options: Options::default(),
    };
    let service = Service::start(parts).await.unwrap();
    while store.depth().await.unwrap().inbox > 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    service.stop().await;
    let mut asked = asked.lock().unwrap().clone();
    asked.sort_unstable();
    asked
}

#[tokio::test(start_paused = true)]
async fn an_inline_query_is_dropped_after_ten_seconds_and_a_text_is_not() {
    assert_eq!(asked_after(Duration::from_secs(9)).await, ["query", "text"]);
    assert_eq!(asked_after(Duration::from_secs(10)).await, ["text"]);
}
