//! Events whose answers nobody waits for any more.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use serde_json::json;
use tertulia_core::{Context, Data, Event, program::ProgramBuilder};
use tertulia_store::{Memory, Store as _};

use crate::machine::{Nowhere, VirtualClock, ana, bring, serve, telegram, written};

/// What the bot was asked.
type Asked = Arc<Mutex<Vec<&'static str>>>;

/// What the bot is asked if somebody typed, and wrote, so long before it was started.
async fn asked_after(wait: Duration) -> Vec<&'static str> {
    let (clock, store, adapter) = (VirtualClock::new(), Arc::new(Memory::seeded(7)), telegram());
    let query =
        json!({"update_id": 1, "inline_query": {"id": "77", "from": ana(), "query": "cat", "offset": ""}});
    bring(&*store, &*adapter, &*clock, &query).await;
    bring(&*store, &*adapter, &*clock, &written(&*clock, 2, "cat")).await;
    tokio::time::advance(wait).await;

    let asked = Asked::default();
    let main = Context::new("main")
        .inline_query(|asked: Data<Asked>| asked.lock().unwrap().push("query"))
        .any_text(|asked: Data<Asked>, _: Event| asked.lock().unwrap().push("text"));
    let program = ProgramBuilder::new().context(main).data(Arc::clone(&asked)).build().unwrap();
    let service = serve(&store, &adapter, Arc::new(Nowhere), clock, program).await;
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
