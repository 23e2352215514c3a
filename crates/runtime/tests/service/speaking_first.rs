//! Turns that the bot itself begins, while it runs and across a restart.

use std::sync::{Arc, Mutex};

use serde::Deserialize;
use serde_json::{Value, json};
use tertulia_core::{
    Button, Context, Handle, Http, Platform, Recipient, Request, Result, User, extract::Params,
};
use tertulia_runtime::Service;
use tertulia_store::Memory;

use crate::machine::{Answer, VirtualClock, bring, program, serve, settled, success, telegram, written};

/// Takes every message, and keeps to whom it goes and what it says.
#[derive(Default)]
struct Taken(Mutex<Vec<String>>);

impl Http for Taken {
    fn send(&self, request: Request) -> Answer<'_> {
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        self.0.lock().unwrap().push(format!("{} {}", body["chat_id"], body["text"].as_str().unwrap()));
        Box::pin(async { Ok(success(&json!({"ok": true, "result": {"message_id": 1}}))) })
    }
}

#[derive(Deserialize)]
struct Paid {
    order: u32,
}

fn bot() -> Context {
    Context::new("main")
        .event("paid", |Params(paid): Params<Paid>| format!("Order {} is paid.", paid.order))
        .postback("ok", "Fine.")
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
}

impl Machine {
    fn new() -> Self {
        Self { clock: VirtualClock::new(), api: Arc::default() }
    }

    async fn start(&self, store: &Arc<Memory>) -> Service {
        let (api, clock) = (Arc::<Taken>::clone(&self.api), Arc::<VirtualClock>::clone(&self.clock));
        serve(store, &telegram(), api, clock, program(bot())).await
    }

    async fn writes(&self, store: &Memory, number: i64, text: &str) {
        bring(store, &*telegram(), &*self.clock, &written(&*self.clock, number, text)).await;
    }

    /// What was sent until nothing is left to do.
    async fn said(&self, store: &Memory) -> Vec<String> {
        settled(store).await;
        std::mem::take(&mut *self.api.0.lock().unwrap())
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

#[tokio::test(start_paused = true)]
async fn what_is_said_through_a_handle_outlives_the_process() {
    let (machine, store) = (Machine::new(), Arc::new(Memory::seeded(7)));
    let service = machine.start(&store).await;
    let handle = service.handle();
    let error = handle.to(ana()).text("Hi").send().await.unwrap_err();
    assert_eq!(error.to_string(), "the bot has never met 42 of 123456 on telegram");
    machine.writes(&store, 1, "hi").await;
    machine.said(&store).await;
    handle
        .to(ana())
        .text("On its way.")
        .button("Well?", [Button::postback("OK", "ok")])
        .send()
        .await
        .unwrap();
    let next = Arc::new(store.reopen()); // as after `kill -9`, before the turn
    service.stop().await;
    handle.to(ana()).text("Too late.").send().await.unwrap_err();
    let service = machine.start(&next).await;
    assert_eq!(machine.said(&next).await, ["42 On its way.", "42 Well?"]);
    service.stop().await;
}

#[tokio::test(start_paused = true)]
async fn what_is_said_through_a_handle_waits_its_turn() {
    let (machine, store) = (Machine::new(), Arc::new(Memory::seeded(7)));
    machine.writes(&store, 1, "hi").await;
    machine.writes(&store, 2, "brew").await;
    let service = machine.start(&store).await;
    for number in 1..=3 {
        service.handle().to(ana()).text(number.to_string()).send().await.unwrap();
    }
    let said = machine.said(&store).await;
    let told: Vec<_> = said.iter().filter(|said| said.len() == 4).collect();
    assert_eq!(told, ["42 1", "42 2", "42 3"], "{said:?}");
    assert_eq!(said[..2], ["42 Hello!", "42 It takes a moment."], "{said:?}");
    service.stop().await;
}
