//! How much is waiting, and for how long.

use super::{Database, fixture::*};
use crate::{Conclusion, Depth, Settled};

/// The oldest event is the one that was due first, the oldest call the one whose turn ended first. Both count
/// until they are gone.
pub async fn the_oldest_is_known(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    assert_eq!(store.depth().await.unwrap(), Depth::default());
    put(&*store, text(page, "ben", 4)).await;
    let ana = take(&*store, text(page, "ana", 3)).await;
    assert_eq!(store.depth().await.unwrap().oldest_event, Some(at(3)), "also while it is handled");
    finish(&*store, end(&ana, Conclusion::Later { at: at(60), error: "no answer".into() })).await;
    assert_eq!(store.depth().await.unwrap().oldest_event, Some(at(4)));
    for claim in [claim_one(&*store, at(5)).await, claim_one(&*store, at(61)).await] {
        finish(&*store, done(&claim, &["one"])).await;
    }
    let Depth { oldest_event, oldest_call, .. } = store.depth().await.unwrap();
    assert_eq!((oldest_event, oldest_call), (None, Some(at(5))));
    let row = store.load_outbox(page, 1).await.unwrap().remove(0).id;
    settle(&*store, row, Settled::Later { not_before: at(90), error: "busy".into() }).await;
    drop(store);
    let store = &*database.open().await.unwrap();
    assert_eq!(store.depth().await.unwrap().oldest_call, Some(at(5)), "however often it failed");
    settle(store, row, Settled::Sent(None)).await;
    assert_eq!(store.depth().await.unwrap().oldest_call, Some(at(61)));
}
