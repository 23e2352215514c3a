//! Futures that are dropped before they are ready.

use std::task::{Context, Waker};

use super::{Database, fixture::*};
use crate::{Future, Store};

/// A claim or call that nobody received is given out again, without being counted: whether its asker left
/// before the answer came, or before looking at it.
pub async fn what_nobody_waits_for_is_taken_back(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    for (number, answered) in [(1, false), (2, true)] {
        abandon(store, store.ingest(vec![text(account, "ana", number)], true), answered).await;
        let claims = until_some(|| store.claim(9, at(9))).await;
        assert_eq!((super::fixture::number(&claims[0]), claims[0].attempts), (number, 1));
        finish(store, done(&claims[0], &["one"])).await;

        abandon(store, store.load_outbox(account, 9), answered).await;
        let rows = until_some(|| store.load_outbox(account, 9)).await;
        assert_eq!(endpoints(&rows), ["one"]);
    }
}

/// Begins something and walks away, after it was answered or before.
async fn abandon<T>(store: &dyn Store, mut future: Future<'_, T>, answered: bool) {
    let begun = future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(begun.is_pending(), "it needs a commit");
    if answered {
        // What was asked for later is answered later.
        store.depth().await.unwrap();
    }
}

/// Asks until there is something. An engine may need a few rounds to notice that somebody left.
async fn until_some<'a, T>(ask: impl Fn() -> Future<'a, Vec<T>>) -> Vec<T> {
    for _ in 0..100 {
        let answer = ask().await.unwrap();
        if !answer.is_empty() {
            return answer;
        }
    }
    panic!("what was given to nobody is not given out again");
}
