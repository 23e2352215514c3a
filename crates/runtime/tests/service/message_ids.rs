//! Which ids of messages are remembered.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use serde_json::{Value, json};
use tertulia_core::{Adapter, Button, Context, Http, RawPayload, Reply, Request};
use tertulia_store::Memory;

use crate::machine::{
    Answer, VirtualClock, bring, program, serve, settled, success, telegram, whatsapp, written,
    written_to_whatsapp,
};

/// Takes every message, and names it in the words of all platforms.
#[derive(Default)]
struct Taken(AtomicU32);

impl Http for Taken {
    fn send(&self, _: Request) -> Answer<'_> {
        let id = 1 + self.0.fetch_add(1, Ordering::Relaxed);
        let body =
            json!({"ok": true, "result": {"message_id": id}, "messages": [{"id": format!("wamid.{id}")}]});
        Box::pin(async move { Ok(success(&body)) })
    }
}

/// What is remembered of a plain message and one with quick replies, said in answer to that webhook.
async fn remembered(adapter: Arc<dyn Adapter>, webhook: impl Fn(&VirtualClock) -> Value) -> Vec<String> {
    let (clock, store) = (VirtualClock::new(), Arc::new(Memory::seeded(7)));
    bring(&*store, &*adapter, &*clock, &webhook(&clock)).await;
    let main = Context::new("main")
        .any_text(|reply: Reply| {
            reply.text("hola").quick_reply("¿Qué tal?", [Button::postback("Bien", "well")])
        })
        .any_postback(|_: RawPayload| ());
    let service = serve(&store, &adapter, Arc::new(Taken::default()), clock, program(main)).await;
    settled(&store).await;
    service.stop().await;
    store.sent().into_iter().map(|sent| sent.platform_id).collect()
}

#[tokio::test(start_paused = true)]
async fn without_receipts_only_what_a_later_call_may_be_about_is_remembered() {
    let ids = remembered(telegram(), |clock| written(clock, 2, "hola"));
    assert_eq!(ids.await, ["2"], "its buttons are taken away later");
}

#[tokio::test(start_paused = true)]
async fn with_receipts_everything_is_remembered() {
    let ids = remembered(whatsapp(), |clock| written_to_whatsapp(clock, "wamid.in", "hola"));
    assert_eq!(ids.await, ["wamid.1", "wamid.2"]);
}
