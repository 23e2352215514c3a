//! What becomes of calls.

use super::{Database, fixture::*};
use crate::{Settled, Settlement};

/// A call that was made is gone, however often that is told.
pub async fn a_call_that_was_made_is_gone(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    talk(store, text(account, "ana", 1), &["one", "two", "three"]).await;
    let rows = store.load_outbox(account, 9).await.unwrap();
    let sent = |index: usize, id: Option<&str>| Settlement {
        row: rows[index].id,
        at: at(2),
        outcome: Settled::Sent(id.map(Into::into)),
        then_next: false,
    };
    store.settle(vec![sent(0, Some("m1")), sent(1, None), sent(0, Some("m1"))]).await.unwrap();
    store.settle(vec![sent(1, Some("m1"))]).await.unwrap();
    assert_eq!(depth(store).await, (0, 1, 0));
}

/// A call that failed waits in its place; after a restart it comes first again, with what is known of it.
pub async fn a_call_that_failed_keeps_its_place(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    talk(&*store, text(page, "ana", 1), &["one", "two"]).await;
    let row = store.load_outbox(page, 1).await.unwrap().remove(0);
    for not_before in [at(5), at(30)] {
        settle(&*store, row.id, Settled::Later { not_before, error: "busy".into() }).await;
    }
    assert_eq!(endpoints(&store.load_outbox(page, 9).await.unwrap()), ["two"], "it is still out");
    drop(store);
    let store = &*database.open().await.unwrap();
    let rows = store.load_outbox(page, 9).await.unwrap();
    assert_eq!(endpoints(&rows), ["one", "two"]);
    assert_eq!((rows[0].attempts, rows[0].not_before), (2, Some(at(30))));
    assert_eq!((rows[1].attempts, rows[1].not_before), (0, None));
}

/// A call that is wrong is set aside, and those after it go on.
pub async fn a_call_that_never_works_is_set_aside(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    talk(&*store, text(page, "ana", 1), &["one", "two"]).await;
    let rows = store.load_outbox(page, 9).await.unwrap();
    settle(&*store, rows[0].id, Settled::Dead("no such button".into())).await;
    settle(&*store, rows[0].id, Settled::Dead("no such button".into())).await;
    assert_eq!(depth(&*store).await, (1, 1, 1), "its conversation is told, once");
    drop(store);
    let store = &*database.open().await.unwrap();
    assert_eq!(endpoints(&store.load_outbox(page, 9).await.unwrap()), ["two"]);
}

/// Everything that waits for somebody who cannot be reached is set aside; others get theirs. When the person
/// writes again, replies go out again.
pub async fn an_unreachable_person_gets_nothing(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    talk(store, text(account, "ana", 1), &["one", "two", "three"]).await;
    talk(store, text(account, "ben", 2), &["four"]).await;
    let rows = store.load_outbox(account, 2).await.unwrap();
    for row in &rows {
        let outcome = Settled::Unreachable { chat: row.chat, reason: "blocked".into() };
        settle(store, row.id, outcome).await;
    }
    assert_eq!(depth(store).await, (0, 1, 3), "those given out and those still waiting");
    assert_eq!(endpoints(&store.load_outbox(account, 9).await.unwrap()), ["four"]);
    talk(store, text(account, "ana", 3), &["five"]).await;
    assert_eq!(endpoints(&store.load_outbox(account, 9).await.unwrap()), ["five"]);
}
