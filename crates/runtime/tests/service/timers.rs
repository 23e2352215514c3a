//! Contexts that time out while nobody says anything.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use serde_json::{Value, json};
use tertulia_core::{Context, Http, Request, ask, leave};
use tertulia_runtime::Service;
use tertulia_store::{Memory, Store as _};
use tokio::time::Instant;

use crate::machine::{Answer, VirtualClock, bring, program, serve, success, telegram, written};

/// The platform: notes what was said, and when, in milliseconds since the beginning.
struct Heard {
    begun: Instant,
    said: Mutex<Vec<(u128, String)>>,
}

impl Http for Heard {
    fn send(&self, request: Request) -> Answer<'_> {
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        if let Some(text) = body["text"].as_str() {
            self.said.lock().unwrap().push((self.begun.elapsed().as_millis(), text.to_owned()));
        }
        Box::pin(async { Ok(success(&json!({"ok": true, "result": {"message_id": 7}}))) })
    }
}

impl Heard {
    /// What was said since it was asked last, and in which second.
    fn since(&self) -> Vec<(u128, String)> {
        let said = std::mem::take(&mut *self.said.lock().unwrap());
        said.into_iter().map(|(at, text)| (at / 1000, text)).collect()
    }
}

/// Asks for a code, and waits for ten minutes.
fn bot() -> Context {
    Context::new("main").keyword("code", ask("code")).any_text("main").answer("code", |a| {
        a.ask("Which code?")
            .keyword("7", ("Right.", leave()))
            .any_text("Wrong.")
            .times_out(Duration::from_secs(600), "Too slow.")
    })
}

struct World {
    clock: Arc<VirtualClock>,
    store: Arc<Memory>,
    heard: Arc<Heard>,
}

impl World {
    fn new() -> Self {
        let clock = VirtualClock::new();
        let heard = Arc::new(Heard { begun: clock.0, said: Mutex::default() });
        Self { clock, store: Arc::new(Memory::seeded(7)), heard }
    }

    async fn start(&self) -> Service {
        let (heard, clock) = (Arc::<Heard>::clone(&self.heard), Arc::<VirtualClock>::clone(&self.clock));
        serve(&self.store, &telegram(), heard, clock, program(bot())).await
    }

    async fn says(&self, number: i64, text: &str) {
        bring(&*self.store, &*telegram(), &*self.clock, &written(&*self.clock, number, text)).await;
    }

    /// Nothing happens until that second.
    async fn until(&self, second: u64) {
        tokio::time::sleep_until(self.clock.0 + Duration::from_secs(second)).await;
    }
}

fn said(second: u128, text: &str) -> (u128, String) {
    (second, text.to_owned())
}

#[tokio::test(start_paused = true)]
async fn an_answer_times_out_by_itself() {
    let world = World::new();
    let service = world.start().await;
    world.says(1, "code").await;
    world.until(300).await;
    assert_eq!(world.heard.since(), [said(0, "Which code?")]);
    world.says(2, "1").await;
    world.until(899).await;
    assert_eq!(world.heard.since(), [said(300, "Wrong.")], "ten minutes begin anew");
    world.until(1800).await;
    assert_eq!(world.heard.since(), [said(900, "Too slow.")], "once");
    world.says(3, "7").await;
    world.until(1801).await;
    assert_eq!(world.heard.since(), [said(1800, "main")], "nobody waits for the code any more");
    service.stop().await;
}

#[tokio::test(start_paused = true)]
async fn what_is_said_in_time_cancels_it() {
    let world = World::new();
    let service = world.start().await;
    world.says(1, "code").await;
    world.until(599).await;
    world.says(2, "7").await;
    world.until(1300).await;
    assert_eq!(world.heard.since(), [said(0, "Which code?"), said(599, "Right.")]);
    assert_eq!(world.store.depth().await.unwrap().timers, 0);
    service.stop().await;
}

#[tokio::test(start_paused = true)]
async fn it_times_out_in_the_next_process() {
    let mut world = World::new();
    let service = world.start().await;
    world.says(1, "code").await;
    world.until(60).await;
    drop(service); // as after `kill -9`
    world.store = Arc::new(world.store.reopen());
    world.until(500).await;
    let service = world.start().await;
    world.until(599).await;
    assert_eq!(world.heard.since(), [said(0, "Which code?")]);
    world.until(1300).await;
    assert_eq!(world.heard.since(), [said(600, "Too slow.")]);
    service.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_bot_that_was_down_hears_first_what_was_said_meanwhile() {
    let mut world = World::new();
    let service = world.start().await;
    world.says(1, "code").await;
    world.until(60).await;
    service.stop().await;
    world.store = Arc::new(world.store.reopen());
    world.until(3000).await;
    world.says(2, "1").await;
    world.until(4000).await;
    let service = world.start().await;
    world.until(4599).await;
    assert_eq!(world.heard.since(), [said(0, "Which code?"), said(4000, "Wrong.")]);
    world.until(5300).await;
    assert_eq!(world.heard.since(), [said(4600, "Too slow.")]);
    service.stop().await;
}

#[tokio::test(start_paused = true)]
async fn what_timed_out_while_the_bot_was_down_is_told_when_it_is_back() {
    let mut world = World::new();
    let service = world.start().await;
    world.says(1, "code").await;
    world.until(60).await;
    service.stop().await;
    world.store = Arc::new(world.store.reopen());
    world.until(3000).await;
    let service = world.start().await;
    world.until(3700).await;
    assert_eq!(world.heard.since(), [said(0, "Which code?"), said(3000, "Too slow.")]);
    service.stop().await;
}
