//! What a process that is told to stop leaves behind.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use serde_json::json;
use tertulia_core::{
    Context, Http, Platform, Reply, Request,
    adapter::{Pace, Rate},
};
use tertulia_store::{Memory, Store as _};

use crate::machine::{
    ANY_PACE, Answer, VirtualClock, bring, paced_whatsapp, program, serve, success, written_to_whatsapp,
};

/// Takes every message, and counts them.
#[derive(Default)]
struct Taken(AtomicU32);

impl Http for Taken {
    fn send(&self, _: Request) -> Answer<'_> {
        let id = 1 + self.0.fetch_add(1, Ordering::Relaxed);
        Box::pin(async move { Ok(success(&json!({"messages": [{"id": format!("wamid.{id}")}]}))) })
    }
}

/// The next message is noted as being about to go with the end of the one before, but has to wait for its chat.
#[tokio::test(start_paused = true)]
async fn a_message_that_was_not_sent_is_in_no_doubt() {
    let (clock, store, http) = (VirtualClock::new(), Arc::new(Memory::seeded(7)), Arc::new(Taken::default()));
    let one_a_minute = Rate { count: 1, per: Duration::from_secs(60), burst: 1 };
    let whatsapp = paced_whatsapp(Pace { chat: Some(one_a_minute), ..ANY_PACE });
    bring(&*store, &*whatsapp, &*clock, &written_to_whatsapp(&*clock, "wamid.in", "hola")).await;
    let main = Context::new("main").any_text(|reply: Reply| reply.text("one").text("two"));
    let service = serve(&store, &whatsapp, Arc::<Taken>::clone(&http), clock, program(main)).await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    service.stop().await;
    assert_eq!(http.0.load(Ordering::Relaxed), 1, "the second one waits");

    let store = store.reopen();
    let number = store.accounts(vec![(Platform::WHATSAPP, "1".into())]).await.unwrap()[0];
    let left = store.load_outbox(number, 9).await.unwrap();
    assert_eq!(left.iter().map(|row| row.uncertain).collect::<Vec<_>>(), [false]);
}
