//! What every test of this folder runs on: a clock that passes by itself, both platforms, and a bot on them.

use std::{pin::Pin, sync::Arc, time::Duration};

use bytes::Bytes;
use http::HeaderMap;
use jiff::Timestamp;
use tertulia_core::{
    Adapter, Clock, Context, Platform,
    profile::Profile,
    program::{Program, ProgramBuilder},
};
use tertulia_messenger::{Messenger, Page};
use tertulia_runtime::{Channel, Options, Parts, Service};
use tertulia_simulator::{
    Act, Bot, Credentials, Direction, Exchange, Simulator,
    view::{Bubble, Chat},
};
use tertulia_store::{Memory, Store};
use tertulia_whatsapp::{Number, WhatsApp};
use tokio::{task::JoinHandle, time::Instant};

/// Both platforms.
pub(crate) const BOTH: [Platform; 2] = [Platform::MESSENGER, Platform::WHATSAPP];

/// Time that passes as soon as everybody waits for it.
#[derive(Debug)]
pub(crate) struct VirtualClock(Instant);

impl Clock for VirtualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(1_780_000_000).unwrap() + self.0.elapsed()
    }

    fn sleep_until(&self, at: Timestamp) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let wait = Duration::try_from(at.duration_since(self.now())).unwrap_or_default();
        Box::pin(tokio::time::sleep(wait))
    }
}

/// A service, as what webhooks go to.
struct Receiver(Service);

impl Bot for Receiver {
    fn receive(
        &self,
        platform: Platform,
        headers: HeaderMap,
        body: Bytes,
    ) -> Pin<Box<dyn Future<Output = u16> + Send + '_>> {
        let channel = BOTH.iter().position(|one| *one == platform).unwrap();
        Box::pin(async move { self.0.receive(channel, headers, body).await.as_u16() })
    }
}

/// A bot, the platforms around it, and Ana.
pub(crate) struct Machine {
    pub(crate) simulator: Simulator,
    pub(crate) store: Arc<Memory>,
    /// What the bot declares of itself.
    pub(crate) profile: Profile<String>,
    adapters: Vec<Arc<dyn Adapter>>,
    delivery: JoinHandle<()>,
}

impl Machine {
    pub(crate) async fn new(context: Context) -> Self {
        Self::of(ProgramBuilder::new().context(context).build().unwrap()).await
    }

    pub(crate) async fn of(program: Program) -> Self {
        let clock = Arc::new(VirtualClock(Instant::now()));
        let simulator = Simulator::new(Arc::<VirtualClock>::clone(&clock));
        let store = Arc::new(Memory::default());
        let adapters = adapters();
        let channel = |adapter: &Arc<dyn Adapter>| Channel {
            adapter: Arc::clone(adapter),
            route: format!("/{}", adapter.platform()),
        };
        let profile = program.profile().clone();
        let parts = Parts {
            program,
            store: Arc::<Memory>::clone(&store),
            channels: adapters.iter().map(channel).collect(),
            http: Arc::new(simulator.clone()),
            clock,
            payload_keys: Vec::new(),
            options: Options::default(),
        };
        let bot = Receiver(Service::start(parts).await.unwrap());
        let platforms = simulator.clone();
        let delivery = tokio::spawn(async move { platforms.deliver(&bot).await });
        Self { simulator, store, profile, adapters, delivery }
    }

    /// Ana does that, and everything that comes of it happens.
    pub(crate) async fn act(&self, platform: Platform, act: Act) {
        self.simulator.act(platform, "ana", None, &act).unwrap();
        self.settled().await;
    }

    pub(crate) async fn say(&self, platform: Platform, text: &str) {
        self.act(platform, Act::Say { text: text.to_owned(), quotes: None }).await;
    }

    /// Ana presses what has that title.
    pub(crate) async fn press(&self, platform: Platform, title: &str) {
        let key = self.key(platform, title);
        self.act(platform, Act::Press { key }).await;
    }

    /// The key of the last thing that has that title.
    pub(crate) fn key(&self, platform: Platform, title: &str) -> String {
        let chat = self.chat(platform);
        let composer = &chat.composer;
        let around = composer.quick_replies.iter().chain(&composer.menu).chain(&composer.ice_breakers);
        let around = around.chain(&composer.start).chain(&composer.commands);
        let seen = chat.bubbles.iter().flat_map(Bubble::choices).chain(around);
        let found = seen.filter(|choice| choice.title == title).last();
        found.unwrap_or_else(|| panic!("there is no `{title}` in {chat:#?}")).key.clone()
    }

    /// Waits until nothing is on its way any more.
    pub(crate) async fn settled(&self) {
        loop {
            tokio::time::sleep(Duration::from_millis(10)).await;
            let depth = self.store.depth().await.unwrap();
            if self.simulator.is_quiet() && (depth.inbox, depth.outbox) == (0, 0) {
                return;
            }
        }
    }

    pub(crate) fn chat(&self, platform: Platform) -> Chat {
        self.simulator.chats(platform, "ana").remove(0)
    }

    /// What the bot wrote to Ana.
    pub(crate) fn said(&self, platform: Platform) -> Vec<String> {
        let bubbles = self.chat(platform).bubbles;
        bubbles.iter().filter(|bubble| bubble.from.is_none()).map(Bubble::plain).collect()
    }

    /// The requests that went this way, and what was answered.
    pub(crate) fn exchanges(&self, platform: Platform, direction: Direction) -> Vec<Arc<Exchange>> {
        let all = self.simulator.exchanges().into_iter();
        all.filter(|it| it.platform == platform.as_str() && it.direction == direction).collect()
    }

    pub(crate) fn adapter(&self, platform: Platform) -> &dyn Adapter {
        self.adapters.iter().find(|adapter| adapter.platform() == platform).unwrap().as_ref()
    }

    /// Everything that was called was taken, and every webhook was understood.
    pub(crate) async fn is_sound(&self) {
        for exchange in self.simulator.exchanges() {
            assert_eq!(exchange.status, 200, "{exchange:#?}");
        }
        assert_eq!(self.store.depth().await.unwrap().dead, 0, "{:#?}", self.store.dead());
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        self.delivery.abort();
    }
}

fn adapters() -> Vec<Arc<dyn Adapter>> {
    let known = Credentials::default();
    let page = Page {
        id: known.page_id.to_owned(),
        token: known.page_token.into(),
        app_secrets: vec![known.app_secret.into()],
        verify_tokens: vec![known.verify_token.into()],
    };
    let number = Number {
        phone_number_id: known.phone_number_id.to_owned(),
        access_token: known.access_token.into(),
        app_secrets: vec![known.app_secret.into()],
        verify_tokens: vec![known.verify_token.into()],
    };
    let (messenger, whatsapp) = ("http://simulator/messenger/v26.0", "http://simulator/whatsapp/v26.0");
    vec![
        Arc::new(Messenger::new([page], messenger, tertulia_messenger::limits::PACE)),
        Arc::new(WhatsApp::new([number], whatsapp, tertulia_whatsapp::limits::PACE)),
    ]
}
