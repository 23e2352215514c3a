//! What a bot says by itself when it may no longer answer freely.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use serde_json::{Value, json};
use tertulia_core::{Context, Http, Platform, Recipient, Reply, Request, ask};
use tertulia_runtime::Service;
use tertulia_store::{Memory, Store as _};
use tertulia_whatsapp::Template;
use tokio::time::Instant;

use crate::machine::{Answer, VirtualClock, bring, program, serve, success, whatsapp, written_to_whatsapp};

/// The platform: keeps what was said, by its text or the name of its template.
#[derive(Default)]
struct Heard(Mutex<Vec<String>>);

impl Http for Heard {
    fn send(&self, request: Request) -> Answer<'_> {
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        let said = body["text"]["body"].as_str().or(body["template"]["name"].as_str());
        self.0.lock().unwrap().push(said.unwrap().to_owned());
        Box::pin(async { Ok(success(&json!({"messages": [{"id": "wamid.out"}]}))) })
    }
}

/// A bot that asks for a code and says so if none comes for that long.
struct World {
    clock: Arc<VirtualClock>,
    store: Arc<Memory>,
    heard: Arc<Heard>,
    service: Service,
}

const HOUR: u64 = 3600;

impl World {
    async fn new(hours: u64, too_slow: fn(Reply)) -> Self {
        let (clock, store, heard) =
            (VirtualClock::new(), Arc::new(Memory::seeded(7)), Arc::<Heard>::default());
        let main =
            Context::new("main").keyword("code", ask("code")).event("paid", too_slow).answer("code", |a| {
                let a = a.ask("Which code?").keyword("7", "Right.");
                a.times_out(Duration::from_secs(hours * HOUR), too_slow)
            });
        let api = Arc::<Heard>::clone(&heard);
        let service =
            serve(&store, &whatsapp(), api, Arc::<VirtualClock>::clone(&clock) as _, program(main)).await;
        Self { clock, store, heard, service }
    }

    async fn says(&self, id: &str, text: &str) {
        bring(&*self.store, &*whatsapp(), &*self.clock, &written_to_whatsapp(&*self.clock, id, text)).await;
    }

    /// What was said until that hour, since it was asked last. The time between passes at once.
    async fn until(&self, hour: u64) -> Vec<String> {
        tokio::time::sleep(Duration::from_secs(10)).await;
        let then = self.clock.0 + Duration::from_secs(hour * HOUR);
        tokio::time::advance(then.duration_since(Instant::now())).await;
        tokio::time::sleep(Duration::from_secs(10)).await;
        std::mem::take(&mut *self.heard.0.lock().unwrap())
    }
}

fn with_template(reply: Reply) {
    let template = Template::new("code_expired", "en");
    reply.outside_window(template).text("Too slow.").text("Begin anew.");
}

fn without_template(reply: Reply) {
    reply.text("Too slow.");
}

#[tokio::test(start_paused = true)]
async fn a_timer_within_the_window_speaks_freely() {
    let world = World::new(23, with_template).await;
    world.says("a", "code").await;
    assert_eq!(world.until(23).await, ["Which code?", "Too slow.", "Begin anew."]);
    world.service.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_timer_after_the_window_sends_the_template() {
    let world = World::new(25, with_template).await;
    world.says("a", "code").await;
    assert_eq!(world.until(24).await, ["Which code?"]);
    assert_eq!(world.until(26).await, ["code_expired"]);
    world.service.stop().await;
}

#[tokio::test(start_paused = true)]
async fn without_a_template_nothing_is_sent_and_the_line_is_kept() {
    let world = World::new(25, without_template).await;
    world.says("a", "code").await;
    assert_eq!(world.until(25).await, ["Which code?"]);
    let dead = world.store.dead();
    let [dead] = &dead[..] else { panic!("{dead:?}") };
    let told = "this is said to somebody who wrote 25 h ago; WhatsApp takes only templates after 24 h: \
                declare one with `reply.outside_window(…)`";
    assert!(dead.reason.contains("service/window.rs:") && dead.reason.ends_with(told), "{}", dead.reason);
    assert_eq!(world.store.depth().await.unwrap().outbox, 0);
    world.says("b", "7").await;
    assert_eq!(world.until(27).await, ["Right."], "the conversation goes on");
    world.service.stop().await;
}

#[tokio::test(start_paused = true)]
async fn what_happens_elsewhere_is_told_by_the_template_until_the_person_writes_again() {
    let world = World::new(1000, with_template).await;
    world.says("a", "hi").await;
    let ana = Recipient::new(Platform::WHATSAPP, "1", "42");
    assert!(world.until(30).await.is_empty());
    world.service.handle().event(&ana, "paid", ()).await.unwrap();
    assert_eq!(world.until(31).await, ["code_expired"]);
    let to = world.service.handle().to(&ana);
    to.text("Paid.").send().await.unwrap();
    to.outside_window(Template::new("paid", "en")).text("Paid.").send().await.unwrap();
    assert_eq!(world.until(32).await, ["paid"], "without a template nothing is said");
    assert!(world.store.dead()[0].reason.contains("service/window.rs:"), "{:?}", world.store.dead());
    world.says("b", "hi").await;
    world.service.handle().event(&ana, "paid", ()).await.unwrap();
    to.text("Paid.").send().await.unwrap();
    assert_eq!(world.until(33).await, ["Too slow.", "Begin anew.", "Paid."]);
    world.service.stop().await;
}
