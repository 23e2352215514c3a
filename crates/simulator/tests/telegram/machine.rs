//! What every test of this folder runs on: a bot, and the people who talk to it.

use std::{pin::Pin, sync::Arc, time::Duration};

use bytes::Bytes;
use http::HeaderMap;
use jiff::Timestamp;
use serde_json::Value;
use tertulia_core::{
    Adapter, Clock, Context, Http as _, Platform, Request, adapter::Pace, program::ProgramBuilder,
};
use tertulia_runtime::{Channel, Options, Parts, Service};
use tertulia_simulator::{
    Act, Credentials, Direction, Exchange, Refused, Simulator,
    view::{Bubble, Chat, Choice},
};
use tertulia_store::{Memory, Store as _};
use tertulia_telegram::Telegram;
use tokio::time::Instant;

/// As fast as anybody likes.
const ANY_PACE: Pace = Pace { account: None, chat: None, group: None };

/// Time that passes as soon as everybody waits for it.
pub(crate) struct VirtualClock(Instant);

impl VirtualClock {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self(Instant::now()))
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

/// The bot, to which webhooks go.
struct Served(Arc<Service>);

impl tertulia_simulator::Bot for Served {
    fn receive(
        &self,
        _: Platform,
        headers: HeaderMap,
        body: Bytes,
    ) -> Pin<Box<dyn Future<Output = u16> + Send + '_>> {
        let taken = self.0.receive(0, headers, body);
        Box::pin(async { taken.await.as_u16() })
    }
}

/// A bot, and Ana, who talks to it.
pub(crate) struct Machine {
    pub(crate) simulator: Simulator,
    store: Arc<Memory>,
    delivery: tokio::task::JoinHandle<()>,
    /// Where she is.
    place: Option<&'static str>,
}

impl Machine {
    pub(crate) async fn new(context: Context) -> Self {
        Self::built(ProgramBuilder::new().context(context)).await
    }

    pub(crate) async fn built(program: ProgramBuilder) -> Self {
        let clock = VirtualClock::new();
        let store = Arc::new(Memory::seeded(7));
        let simulator = Simulator::new(Arc::<VirtualClock>::clone(&clock));
        let parts = Parts {
            program: program.build().unwrap(),
            store: Arc::<Memory>::clone(&store),
            channels: vec![Channel { adapter: adapter(), route: "/webhook_telegram".into() }],
            http: Arc::new(simulator.clone()),
            clock,
            payload_keys: Vec::new(),
            options: Options::default(),
        };
        let service = Arc::new(Service::start(parts).await.unwrap());
        let delivering = simulator.clone();
        let delivery = tokio::spawn(async move { delivering.deliver(&Served(service)).await });
        Self { simulator, store, delivery, place: None }
    }

    /// In the group from now on.
    pub(crate) fn in_group(mut self) -> Self {
        self.place = Some("group");
        self
    }

    /// Ana does something, and the bot does what it does about it.
    pub(crate) async fn does(&self, act: Act) {
        self.tries(act).await.unwrap();
    }

    pub(crate) async fn tries(&self, act: Act) -> Result<(), Refused> {
        self.simulator.act(Platform::TELEGRAM, "ana", self.place, &act)?;
        self.settled().await;
        Ok(())
    }

    pub(crate) async fn says(&self, text: &str) {
        self.does(Act::Say { text: text.to_owned(), quotes: None }).await;
    }

    /// She presses what has this title: the lowest one that is seen.
    pub(crate) async fn presses(&self, title: &str) {
        let chat = self.chat();
        let composer = chat.composer;
        let keyboard = composer.keyboard.iter().flat_map(|it| it.rows.iter().flatten());
        let below = composer.start.iter().chain(&composer.results).chain(&composer.commands).chain(keyboard);
        let above = chat.bubbles.iter().rev().flat_map(Bubble::choices);
        let all: Vec<&Choice> = below.chain(above).collect();
        let found = all.iter().find(|choice| choice.title == title);
        let key = found.unwrap_or_else(|| panic!("no `{title}` in {all:?}")).key.clone();
        self.does(Act::Press { key }).await;
    }

    /// The bot calls something by itself.
    pub(crate) async fn calls(&self, method: &str, parameters: &Value) -> Value {
        call(&self.simulator, method, parameters).await
    }

    /// Waits until nothing moves any more.
    pub(crate) async fn settled(&self) {
        loop {
            tokio::time::sleep(Duration::from_millis(10)).await;
            let depth = self.store.depth().await.unwrap();
            if self.simulator.is_quiet() && (depth.inbox, depth.outbox) == (0, 0) {
                return;
            }
        }
    }

    /// The chat in which she is.
    pub(crate) fn chat(&self) -> Chat {
        let chats = self.simulator.chats(Platform::TELEGRAM, "ana");
        let group = self.place.is_some();
        chats.into_iter().find(|chat| chat.group == group).unwrap()
    }

    pub(crate) fn last(&self) -> Bubble {
        self.chat().bubbles.pop().unwrap()
    }

    /// What stands in the chat: what the bot wrote after a `<`, what people wrote after a `>`, notices after a `-`.
    pub(crate) fn seen(&self) -> Vec<String> {
        let line = |bubble: &Bubble| {
            let mark = match (&bubble.from, bubble.notice) {
                (_, true) => '-',
                (None, false) => '<',
                (Some(_), false) => '>',
            };
            let buttons: Vec<_> = bubble.choices().map(|choice| format!(" [{}]", choice.title)).collect();
            format!("{mark} {}{}", bubble.plain(), buttons.concat())
        };
        self.chat().bubbles.iter().map(line).collect()
    }

    /// The webhooks, or the calls, so far.
    pub(crate) fn went(&self, direction: Direction) -> Vec<Arc<Exchange>> {
        let mut all = self.simulator.exchanges();
        all.retain(|exchange| exchange.direction == direction);
        all
    }

    /// What the last webhook told.
    pub(crate) fn told(&self) -> Value {
        self.went(Direction::Webhook).pop().unwrap().body.clone()
    }

    /// Everything was taken: the updates by the bot, its calls by Telegram.
    pub(crate) async fn ends(self) {
        for exchange in self.simulator.exchanges() {
            assert_eq!(exchange.status, 200, "{} {} {}", exchange.path, exchange.body, exchange.answer);
        }
        self.ends_in_trouble().await;
    }

    /// Nothing was set aside.
    pub(crate) async fn ends_in_trouble(self) {
        assert_eq!(self.ends_leaving().await, 0);
    }

    /// How many events and messages were set aside.
    pub(crate) async fn ends_leaving(self) -> u64 {
        self.delivery.abort();
        self.store.depth().await.unwrap().dead
    }
}

/// The answer to a call.
pub(crate) async fn call(simulator: &Simulator, method: &str, parameters: &Value) -> Value {
    let token = Credentials::default().telegram_token;
    let url = format!("http://simulator{}/bot{token}/{method}", Credentials::TELEGRAM);
    let request = Request::json(url, parameters.to_string().as_bytes());
    serde_json::from_slice(&simulator.send(request).await.unwrap().body).unwrap()
}

/// Telegram, as the bot speaks it.
pub(crate) fn adapter() -> Arc<dyn Adapter> {
    let account = Credentials::default();
    let secrets = vec![account.telegram_secret.into()];
    let bot = tertulia_telegram::Bot::new(
        account.telegram_token.into(),
        secrets,
        Some(account.telegram_name.into()),
    );
    let url = format!("http://simulator{}", Credentials::TELEGRAM);
    Arc::new(Telegram::new(vec![bot.unwrap()], &url, ANY_PACE))
}
