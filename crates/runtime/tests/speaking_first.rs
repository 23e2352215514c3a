//! Turns that the bot itself begins, while it runs and across a restart.
#![allow(clippy::unwrap_used, reason = "these are tests")]

use std::{
    pin::Pin,
    sync::{Arc, Mutex},
    time::Duration,
};

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use tertulia_core::{
    Adapter as _, Clock, Context, Groups, Handle, Http, Parsed, Platform, Recipient, Request, Response,
    Result, TransportError, User,
    adapter::{Pace, Verified},
    extract::Params,
    program::ProgramBuilder,
};
use tertulia_runtime::{Channel, Options, Parts, Service};
use tertulia_store::{Arrival, Memory, Store};
use tertulia_telegram::{Bot, Telegram};

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

/// Takes every message, and keeps to whom it goes and what it says.
#[derive(Default)]
struct Taken(Mutex<Vec<String>>);

impl Http for Taken {
    fn send(
        &self,
        request: Request,
    ) -> Pin<Box<dyn Future<Output = Result<Response, TransportError>> + Send + '_>> {
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        self.0.lock().unwrap().push(format!("{} {}", body["chat_id"], body["text"].as_str().unwrap()));
        let body = json!({"ok": true, "result": {"message_id": 1}}).to_string().into_bytes();
        Box::pin(async { Ok(Response { status: 200, retry_after: None, body }) })
    }
}

#[derive(Deserialize)]
struct Paid {
    order: u32,
}

fn bot() -> Context {
    Context::new("main")
        .event("paid", |Params(paid): Params<Paid>| format!("Order {} is paid.", paid.order))
        .event("ready", |user: User| format!("It is ready, {}.", user.name().unwrap()))
        .keyword("brew", async |user: User, handle: Handle| -> Result<&'static str> {
            handle.event(&user, "ready", ()).await?;
            Ok("It takes a moment.")
        })
        .everything_else("Hello!")
}

/// A bot on a virtual machine.
struct Machine {
    clock: Arc<VirtualClock>,
    api: Arc<Taken>,
    adapter: Arc<Telegram>,
}

impl Machine {
    fn new() -> Self {
        let bot = Bot::new("123456:AAF-token".into(), vec!["a-secret-of-the-webhook".into()], None).unwrap();
        Self {
            clock: Arc::new(VirtualClock(tokio::time::Instant::now())),
            api: Arc::default(),
            adapter: Arc::new(Telegram::new(vec![bot], "http://telegram", PACE)),
        }
    }

    async fn start(&self, store: &Arc<Memory>) -> Service {
        let parts = Parts {
            program: ProgramBuilder::new().context(bot()).build().unwrap(),
            store: Arc::<Memory>::clone(store),
            channels: vec![Channel { adapter: Arc::<Telegram>::clone(&self.adapter), route: "/".into() }],
            http: Arc::<Taken>::clone(&self.api),
            clock: Arc::<VirtualClock>::clone(&self.clock),
            payload_keys: Vec::new(),
            options: Options::default(),
        };
        Service::start(parts).await.unwrap()
    }

    async fn writes(&self, store: &Memory, number: i64, text: &str) {
        let accounts = self.adapter.accounts();
        let account = store.accounts(vec![(Platform::TELEGRAM, accounts[0].clone())]).await.unwrap()[0];
        let update = json!({"update_id": number, "message": {"message_id": number, "date": NOW, "text": text,
            "from": {"id": 42, "is_bot": false, "first_name": "Ana"}, "chat": {"id": 42, "type": "private"}}});
        let parsed = self.adapter.parse(&Verified { accounts }, update.to_string().as_bytes());
        let arrivals = parsed.into_iter().map(|parsed| match parsed {
            Parsed::Event(incoming) => Arrival {
                account,
                incoming: *incoming,
                at: self.clock.now(),
                token: None,
                groups: Groups::Personal,
            },
            other => panic!("{other:?}"),
        });
        store.ingest(arrivals.collect(), false).await.unwrap();
    }

    /// What was sent until nothing is left to do.
    async fn said(&self, store: &Memory) -> Vec<String> {
        loop {
            tokio::time::sleep(Duration::from_millis(10)).await;
            let depth = store.depth().await.unwrap();
            if depth.inbox + depth.outbox == 0 {
                return std::mem::take(&mut *self.api.0.lock().unwrap());
            }
        }
    }
}

fn ana() -> Recipient {
    Recipient::new(Platform::TELEGRAM, "123456", "42")
}

#[tokio::test(start_paused = true)]
async fn a_person_is_told_what_happened_elsewhere() {
    let (machine, store) = (Machine::new(), Arc::new(Memory::seeded(7)));
    let service = machine.start(&store).await;
    let unknown = service.handle().event(&ana(), "paid", json!({"order": 7})).await.unwrap_err();
    assert_eq!(unknown.to_string(), "the bot has never met 42 of 123456 on telegram");
    machine.writes(&store, 1, "hi").await;
    assert_eq!(machine.said(&store).await, ["42 Hello!"]);
    service.handle().event(&ana(), "paid", json!({"order": 7})).await.unwrap();
    assert_eq!(machine.said(&store).await, ["42 Order 7 is paid."]);
    let elsewhere = Recipient::new(Platform::TELEGRAM, "654321", "42");
    service.handle().event(&elsewhere, "paid", json!({"order": 7})).await.unwrap_err();
    service.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_block_tells_its_own_conversation() {
    let (machine, store) = (Machine::new(), Arc::new(Memory::seeded(7)));
    let service = machine.start(&store).await;
    machine.writes(&store, 1, "brew").await;
    assert_eq!(machine.said(&store).await, ["42 It takes a moment.", "42 It is ready, Ana."]);
    service.stop().await;
}

#[tokio::test(start_paused = true)]
async fn what_was_told_outlives_the_process() {
    let (machine, store) = (Machine::new(), Arc::new(Memory::seeded(7)));
    let service = machine.start(&store).await;
    machine.writes(&store, 1, "hi").await;
    machine.said(&store).await;
    let handle = service.handle();
    handle.event(&ana(), "paid", json!({"order": 8})).await.unwrap();
    let next = Arc::new(store.reopen()); // as after `kill -9`, before the turn
    service.stop().await;
    handle.event(&ana(), "paid", json!({"order": 9})).await.unwrap_err();
    let service = machine.start(&next).await;
    assert_eq!(machine.said(&next).await, ["42 Order 8 is paid."]);
    service.stop().await;
}
