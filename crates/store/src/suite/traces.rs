//! What is told of turns.

use super::Database;
use crate::Store;

/// The newest are kept, also over a restart; what is told anew takes the place of what was told before.
pub async fn the_newest_traces_are_kept(database: &dyn Database) {
    let store = database.open().await.unwrap();
    keep(&*store, [(1, "one"), (2, "two")]).await;
    keep(&*store, [(4, "four"), (2, "two again"), (3, "three")]).await;
    drop(store);
    let store = database.open().await.unwrap();
    assert_eq!(store.trace(1).await.unwrap(), None);
    for (event, trace) in [(2, "two again"), (3, "three"), (4, "four")] {
        assert_eq!(store.trace(event).await.unwrap().as_deref(), Some(trace));
    }
}

async fn keep<const N: usize>(store: &dyn Store, traces: [(i64, &str); N]) {
    let traces = traces.map(|(event, trace)| (event, trace.to_owned()));
    store.keep_traces(traces.into(), 3).await.unwrap();
}
