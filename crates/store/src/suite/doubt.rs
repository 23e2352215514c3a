//! Calls of which nobody knows whether they were made.

use super::{Database, fixture::*};
use crate::{OutboxRow, Settled};

/// A call that was under way when the process ended may have been made; all others were not. That is not
/// forgotten when another process ends.
pub async fn a_call_under_way_may_have_been_made(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    talk(&*store, text(page, "ana", 1), &["one", "two", "three"]).await;
    let rows = store.load_outbox(page, 2).await.unwrap();
    assert_eq!(doubts(&rows), [false, false]);
    store.mark_dispatching(vec![rows[0].id, 77]).await.unwrap();
    assert_eq!(depth(&*store).await, (0, 3, 0));
    drop(store);
    for _ in 0..2 {
        let store = database.open().await.unwrap();
        let rows = store.load_outbox(page, 9).await.unwrap();
        assert_eq!(endpoints(&rows), ["one", "two", "three"]);
        assert_eq!(doubts(&rows), [true, false, false]);
    }
}

/// A call that is in doubt keeps its place: it is not given out again, and after a restart it comes first, with
/// what is known of it.
pub async fn a_call_in_doubt_keeps_its_place(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    talk(&*store, text(page, "ana", 1), &["one", "two"]).await;
    let row = store.load_outbox(page, 1).await.unwrap().remove(0).id;
    settle(&*store, row, Settled::Uncertain { until: at(60), error: "the connection broke".into() }).await;
    assert_eq!(endpoints(&store.load_outbox(page, 9).await.unwrap()), ["two"], "it is still out");
    assert_eq!(depth(&*store).await, (0, 2, 0), "nobody is told");
    drop(store);
    let store = database.open().await.unwrap();
    let rows = store.load_outbox(page, 9).await.unwrap();
    assert_eq!(endpoints(&rows), ["one", "two"]);
    assert_eq!(doubts(&rows), [true, false]);
    assert_eq!((rows[0].attempts, rows[0].not_before), (1, Some(at(60))));
}

/// A call that was refused was not made, although it had been under way.
pub async fn a_call_that_was_refused_was_not_made(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    talk(&*store, text(page, "ana", 1), &["one", "two", "three"]).await;
    let rows = store.load_outbox(page, 9).await.unwrap();
    store.mark_dispatching(rows.iter().map(|row| row.id).collect()).await.unwrap();
    settle(&*store, rows[0].id, Settled::Later { not_before: at(5), error: "busy".into() }).await;
    settle(&*store, rows[1].id, Settled::Moved("-200".into())).await;
    drop(store);
    let store = database.open().await.unwrap();
    let rows = store.load_outbox(page, 9).await.unwrap();
    assert_eq!(doubts(&rows), [false, false, true]);
    assert_eq!((rows[0].attempts, rows[1].attempts, rows[2].attempts), (1, 0, 0));
}

/// A call that was about to be made, and was not, is in no doubt; nor is one made certain that way.
pub async fn a_call_that_was_not_made_after_all_is_in_no_doubt(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    talk(&*store, text(page, "ana", 1), &["one", "two", "three"]).await;
    let rows = store.load_outbox(page, 9).await.unwrap();
    store.mark_dispatching(rows.iter().map(|row| row.id).collect()).await.unwrap();
    settle(&*store, rows[0].id, Settled::NotMade).await;
    settle(&*store, rows[1].id, Settled::Uncertain { until: at(60), error: "the connection broke".into() })
        .await;
    settle(&*store, rows[1].id, Settled::NotMade).await;
    drop(store);
    let store = database.open().await.unwrap();
    let rows = store.load_outbox(page, 9).await.unwrap();
    assert_eq!(endpoints(&rows), ["one", "two", "three"]);
    assert_eq!(doubts(&rows), [false, true, true]);
    assert_eq!(rows[0].attempts, 0);
}

fn doubts(rows: &[OutboxRow]) -> Vec<bool> {
    rows.iter().map(|row| row.uncertain).collect()
}
