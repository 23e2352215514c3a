//! Futures that are dropped before they are ready.

use std::task::{Context, Poll, Waker};

use super::{Database, fixture::*};
use crate::{AccountId, Future, Ingested, Settled, Store};

/// A claim or call that nobody received is given out again, without being counted: whether its asker left
/// before the answer came, or before looking at it.
pub async fn what_nobody_waits_for_is_taken_back(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let mut numbers = 1..;
    for answered in [false, true] {
        // An engine that answers at once cannot be left. It rarely does so again and again.
        for number in numbers.by_ref().take(20) {
            if leave_and_return(store, account, number, answered).await {
                break;
            }
        }
    }
}

/// Tells whether both the claim and the call were left.
async fn leave_and_return(store: &dyn Store, account: AccountId, number: i64, answered: bool) -> bool {
    let ingest = store.ingest(vec![text(account, "ana", number)], true);
    let received = leave(store, ingest, answered).await.map(|mut answers| answers.remove(0));
    let mut left = received.is_none();
    let claim = match received {
        Some(Ingested::Stored(Some(claim))) => *claim,
        Some(other) => panic!("not claimed: {other:?}"),
        None => until_some(|| store.claim(9, at(99))).await.remove(0),
    };
    assert_eq!((super::fixture::number(&claim), claim.attempts), (number, 1));
    finish(store, done(&claim, &["one"])).await;

    let received = leave(store, store.load_outbox(account, 9), answered).await;
    left &= received.is_none();
    let rows = match received {
        Some(rows) => rows,
        None => until_some(|| store.load_outbox(account, 9)).await,
    };
    assert_eq!(endpoints(&rows), ["one"]);
    settle(store, rows[0].id, Settled::Sent(None)).await;
    left
}

/// Begins something and walks away, after it was answered or before. Returns what was answered at once.
async fn leave<T>(store: &dyn Store, mut future: Future<'_, T>, answered: bool) -> Option<T> {
    if let Poll::Ready(answer) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        return Some(answer.unwrap());
    }
    if answered {
        // What was asked for later is answered later.
        store.depth().await.unwrap();
    }
    None
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
