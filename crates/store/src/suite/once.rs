//! What blocks did outside and must not do again.

use super::{Database, fixture::*};
use crate::{Conclusion, Done, Finished, Store};

/// Every event has names of its own, and the first value of a name stays.
pub async fn the_first_record_stays(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let ana = take(store, text(account, "ana", 1)).await.inbox;
    let ben = take(store, text(account, "ben", 2)).await.inbox;
    assert_eq!(recall(store, ana, "order").await, None);
    for value in ["\"first\"", "\"second\""] {
        record(store, ana, "order", value).await;
    }
    record(store, ben, "order", "«é»\u{1f600}").await;
    record(store, ben, "", "").await;
    assert_eq!(recall(store, ana, "order").await.as_deref(), Some("\"first\""));
    assert_eq!(recall(store, ben, "order").await.as_deref(), Some("«é»\u{1f600}"));
    assert_eq!(recall(store, ben, "").await.as_deref(), Some(""));
    assert_eq!(recall(store, ana, "Order").await, None);
}

/// A turn that runs again finds what it recorded: after a crash, and after a failure. A turn that was taken from
/// its owner ends nothing.
pub async fn a_record_outlives_the_turn(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    let first = take(&*store, text(page, "ana", 1)).await;
    record(&*store, first.inbox, "order", "7").await;
    drop(store);
    let store = &*database.open().await.unwrap();
    let again = claim_one(store, at(9)).await;
    assert_eq!(recall(store, again.inbox, "order").await.as_deref(), Some("7"));
    finish(store, end(&again, Conclusion::Later { at: at(20), error: "no answer".into() })).await;
    assert_eq!(store.finish(vec![done(&again, &[])]).await.unwrap(), [Finished::Fenced]);
    let third = claim_one(store, at(20)).await;
    assert_eq!(recall(store, third.inbox, "order").await.as_deref(), Some("7"));
}

/// When an event is finished, well or not, its records go. Nothing is recorded for it any more.
pub async fn a_record_goes_with_its_event(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let well = Conclusion::Done(Done::default());
    let dead = Conclusion::Dead { error: "broken".into(), calls: Vec::new() };
    let other = take(store, text(account, "ben", 9)).await.inbox;
    record(store, other, "order", "other").await;
    for (number, conclusion) in [(1, well), (2, dead)] {
        let claim = take(store, text(account, "ana", number)).await;
        record(store, claim.inbox, "order", "7").await;
        finish(store, end(&claim, conclusion)).await;
        assert_eq!(recall(store, claim.inbox, "order").await, None);
        record(store, claim.inbox, "order", "8").await;
        assert_eq!(recall(store, claim.inbox, "order").await, None, "nobody would ever remove it");
    }
    assert_eq!(recall(store, other, "order").await.as_deref(), Some("other"));
}

async fn record(store: &dyn Store, inbox: i64, name: &str, value: &str) {
    store.record(inbox, name.into(), value.into()).await.unwrap();
}

async fn recall(store: &dyn Store, inbox: i64, name: &str) -> Option<String> {
    store.recall(inbox, name.into()).await.unwrap()
}
