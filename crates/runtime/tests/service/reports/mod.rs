//! What an operator is told of what goes wrong.

mod content;
mod receiver;

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tertulia_core::{
    Context, Error, Http, Request, Response, Result, Session, SessionData, Text, TransportError,
};
use tertulia_runtime::{Options, ReportFormat, Reporting, Service};
use tertulia_store::Memory;

use crate::machine::{
    Answer, SECRET, VirtualClock, bring, program, serve_with, settled, success, telegram, written,
};

use receiver::{Mood, Receiver};

/// The address of the reports: who knows it can write there.
const URL: &str = "https://hooks.example/T0/SeCrEt-path";

/// How often something is told.
const EVERY: Duration = Duration::from_secs(300);

/// A bot that fails, and who is told of it.
struct Failing {
    clock: Arc<VirtualClock>,
    store: Arc<Memory>,
    receiver: Arc<Receiver>,
    service: Service,
    updates: i64,
}

fn reporting(format: ReportFormat) -> Reporting {
    let mut reporting = Reporting::new(SecretString::from(URL), format);
    reporting.bot = "my_bot".into();
    reporting.every = EVERY;
    reporting.secrets = vec![SecretString::from("123456:AAF-token")];
    reporting
}

fn bot() -> Context {
    Context::new("main")
        .keyword("hello", "Hello!")
        .keyword("other", || -> Result<()> { Err(Error::terminal("another one")) })
        .keyword("remember", |mut city: Session<City>| city.name = "Merida".into())
        .keyword("recall", |city: Session<City>| -> Result<()> {
            Err(Error::terminal(format!("nobody goes to {} today", city.name)))
        })
        .any_text(|Text(text): Text| -> Result<()> {
            Err(Error::terminal(format!("no city is called {text} <&> like that")))
        })
}

/// What the bot remembers of a conversation.
#[derive(Default, Deserialize, Serialize)]
struct City {
    name: String,
}

impl SessionData for City {
    const NAME: &'static str = "city";
}

impl Failing {
    async fn begin(reports: Option<Reporting>, receiver: Receiver) -> Self {
        let (clock, store) = (VirtualClock::new(), Arc::new(Memory::seeded(7)));
        let receiver = Arc::new(receiver);
        let mut options = Options::default();
        (options.reports, options.seed) = (reports, Some(7));
        let own = Arc::<VirtualClock>::clone(&clock);
        let http = Arc::<Receiver>::clone(&receiver);
        let service = serve_with(&store, &telegram(), http, own, program(bot()), options).await;
        Self { clock, store, receiver, service, updates: 0 }
    }

    /// Ana writes, and what follows from that is done.
    async fn hears(&mut self, text: &str) {
        self.updates += 1;
        let update = written(&*self.clock, self.updates, text);
        bring(&*self.store, &*telegram(), &*self.clock, &update).await;
        settled(&self.store).await;
    }
}

#[tokio::test(start_paused = true)]
async fn what_fails_is_told_at_once_and_then_counted() {
    let mut bot = Failing::begin(Some(reporting(ReportFormat::Json)), Receiver::default()).await;
    for text in ["Valencia", "Cordoba", "Toledo"] {
        bot.hears(text).await;
    }
    assert_eq!(bot.receiver.counts(), [1], "the others are alike");
    bot.hears("other").await;
    assert_eq!(bot.receiver.counts(), [1, 1], "another block is another thing");
    tokio::time::sleep(EVERY).await;
    assert_eq!(bot.receiver.counts(), [1, 1, 2], "what came meanwhile is told together");
    tokio::time::sleep(EVERY * 3).await;
    assert_eq!(bot.receiver.counts().len(), 3, "there is nothing new to tell");
    bot.hears("Burgos").await;
    assert_eq!(bot.receiver.counts(), [1, 1, 2, 1]);
    bot.service.stop().await;
}

#[tokio::test(start_paused = true)]
async fn what_waits_is_told_when_the_bot_stops() {
    let mut bot = Failing::begin(Some(reporting(ReportFormat::Json)), Receiver::default()).await;
    for text in ["Valencia", "Cordoba"] {
        bot.hears(text).await;
    }
    bot.service.stop().await;
    assert_eq!(bot.receiver.counts(), [1, 1]);
}

#[tokio::test(start_paused = true)]
async fn nobody_is_told_unless_somebody_wants_it() {
    let mut bot = Failing::begin(None, Receiver::default()).await;
    bot.hears("Valencia").await;
    bot.service.reporter().task_failed("it broke");
    tokio::time::sleep(EVERY).await;
    assert!(bot.receiver.bodies().is_empty());
    bot.service.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_receiver_that_hangs_holds_up_nobody() {
    let receiver = Receiver::in_mood(Mood::Hangs);
    let mut bot = Failing::begin(Some(reporting(ReportFormat::Json)), receiver).await;
    let begun = bot.clock.0.elapsed();
    bot.hears("Valencia").await;
    bot.hears("hello").await;
    assert!(bot.clock.0.elapsed() - begun < Duration::from_secs(1), "the report still hangs");
    assert_eq!(bot.receiver.said(), ["Sorry, something went wrong. Please try again later.", "Hello!"]);
    let stopping = bot.clock.0.elapsed();
    let clock = Arc::clone(&bot.clock);
    bot.service.stop().await;
    let took = clock.0.elapsed() - stopping;
    assert!(took <= Duration::from_millis(2_100), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn what_a_receiver_does_not_take_is_told_later() {
    let receiver = Receiver::in_mood(Mood::Fails(500));
    let mut bot = Failing::begin(Some(reporting(ReportFormat::Json)), receiver).await;
    for text in ["Valencia", "Cordoba", "hello"] {
        bot.hears(text).await;
    }
    tokio::time::sleep(Duration::from_secs(10)).await;
    assert_eq!(bot.receiver.counts(), [1, 1], "it is sent once more, and then left alone for a while");
    bot.receiver.now_takes();
    tokio::time::sleep(EVERY).await;
    assert_eq!(bot.receiver.counts(), [1, 1, 2], "nothing is lost");
    bot.service.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_wrong_address_is_not_tried_again_at_once() {
    let receiver = Receiver::in_mood(Mood::Fails(404));
    let mut bot = Failing::begin(Some(reporting(ReportFormat::Json)), receiver).await;
    bot.hears("Valencia").await;
    tokio::time::sleep(Duration::from_secs(10)).await;
    assert_eq!(bot.receiver.counts(), [1]);
    bot.service.stop().await;
}

#[tokio::test(start_paused = true)]
async fn what_is_more_than_fits_is_dropped_and_counted() {
    let receiver = Receiver::in_mood(Mood::Hangs);
    let mut bot = Failing::begin(Some(reporting(ReportFormat::Json)), receiver).await;
    bot.hears("Valencia").await; // which hangs
    let reporter = bot.service.reporter();
    (0..1_000).for_each(|_| reporter.task_failed("it broke"));
    bot.receiver.now_takes();
    tokio::time::sleep(EVERY).await;
    let bodies = bot.receiver.bodies();
    let dropped: u64 = bodies.iter().filter_map(|body| body["dropped"].as_u64()).max().unwrap();
    let of_tasks = bodies.iter().filter(|body| body["kind"] == "task_failed");
    let told: u64 = of_tasks.filter_map(|body| body["count"].as_u64()).sum();
    assert_eq!((told, dropped), (256, 744));
    bot.service.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_database_that_is_lost_and_found_is_told_of() {
    let mut bot = Failing::begin(Some(reporting(ReportFormat::Json)), Receiver::default()).await;
    bot.store.fail_next(8);
    tokio::time::sleep(Duration::from_secs(5)).await;
    bot.hears("hello").await;
    tokio::time::sleep(EVERY).await;
    let told: Vec<_> = bot.receiver.bodies().into_iter().map(|body| body["kind"].clone()).collect();
    assert_eq!(told, ["database_lost", "database_back", "database_lost"]);
    assert!(bot.receiver.counts()[2] > 2, "it was lost for two seconds: {:?}", bot.receiver.counts());
    bot.service.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_platform_that_is_away_and_a_webhook_that_makes_no_sense_are_told_of() {
    let receiver = Receiver::refused(502, "Bad Gateway");
    let mut bot = Failing::begin(Some(reporting(ReportFormat::Json)), receiver).await;
    bot.updates += 1;
    let update = written(&*bot.clock, bot.updates, "hello");
    bring(&*bot.store, &*telegram(), &*bot.clock, &update).await;
    let mut headers = http::HeaderMap::new();
    headers.insert("x-telegram-bot-api-secret-token", SECRET.parse().unwrap());
    let answer = bot.service.receive(0, headers, "{\"message\": \"Ronda\"}".into()).await;
    assert_eq!(answer, 200);
    tokio::time::sleep(Duration::from_secs(120)).await;
    let bodies = bot.receiver.bodies();
    let told: Vec<_> = bodies.iter().map(|body| &body["kind"]).collect();
    assert_eq!(told, ["webhook_set_aside", "platform_unreachable"]);
    assert!(!bodies[0].to_string().contains("Ronda"), "{}", bodies[0]);
    bot.service.stop().await;
}

impl Receiver {
    /// How often each report says that something happened.
    fn counts(&self) -> Vec<u64> {
        self.bodies().iter().map(|body| body["count"].as_u64().unwrap()).collect()
    }
}
