//! What a process leaves behind, the next one goes on with.

use secrecy::ExposeSecret as _;
use tertulia_core::Platform;

use super::{Database, fixture::*};
use crate::StoreError;

/// An event whose turn did not end runs again, and it is known how often it was begun.
pub async fn attempts_are_counted_across_a_crash(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    let first = take(&*store, text(page, "ana", 1)).await;
    assert_eq!(first.attempts, 1);
    put(&*store, text(page, "ana", 2)).await;
    drop(store);
    for attempts in [2, 3] {
        let store = database.open().await.unwrap();
        let again = claim_one(&*store, at(9)).await;
        assert_eq!((again.attempts, number(&again), again.inbox), (attempts, 1, first.inbox));
        assert_eq!(again.snapshot.turn_id, first.snapshot.turn_id);
    }
}

/// Calls that were given out and not settled are given out again, in order.
pub async fn calls_not_settled_are_given_out_again(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    talk(&*store, text(page, "ana", 1), &["one", "two", "three"]).await;
    let rows = store.load_outbox(page, 2).await.unwrap();
    settle(&*store, rows[0].id, crate::Settled::Sent(None)).await;
    drop(store);
    let store = &*database.open().await.unwrap();
    assert_eq!(endpoints(&store.load_outbox(page, 9).await.unwrap()), ["two", "three"]);
}

/// The number of an event or call is never given to another, even if nothing is left of it: numbers name
/// turns, and tokens are made from them.
pub async fn numbers_are_never_used_twice(database: &dyn Database) {
    let mut numbers = Vec::new();
    for number in [1, 2, 3] {
        let store = database.open().await.unwrap();
        let page = account(&*store).await;
        let claim = talk(&*store, text(page, "ana", number), &["one"]).await;
        let row = store.load_outbox(page, 1).await.unwrap().remove(0);
        settle(&*store, row.id, crate::Settled::Sent(None)).await;
        assert_eq!(depth(&*store).await, (0, 0, 0));
        numbers.push((claim.inbox, row.id));
    }
    assert!(numbers.is_sorted_by(|a, b| a.0 < b.0 && a.1 < b.1), "{numbers:?}");
}

/// The numbers of accounts and the key of payloads stay the same.
pub async fn accounts_and_key_stay(database: &dyn Database) {
    let named = |platform, name: &str| (platform, name.to_owned());
    let accounts = vec![named(Platform::MESSENGER, "1"), named(Platform::TELEGRAM, "1")];
    let store = database.open().await.unwrap();
    let numbers = store.accounts(accounts.clone()).await.unwrap();
    let key = store.payload_key().await.unwrap();
    assert!(key.expose_secret().len() >= 43, "32 bytes in base64");
    assert_ne!(numbers[0], numbers[1]);
    drop(store);
    let store = database.open().await.unwrap();
    let more = [vec![named(Platform::new("fourth"), "1")], accounts].concat();
    let again = store.accounts(more).await.unwrap();
    assert_eq!(again[1..], numbers);
    assert!(!numbers.contains(&again[0]));
    assert_eq!(store.payload_key().await.unwrap().expose_secret(), key.expose_secret());
    assert_eq!(take(&*store, text(again[0], "ana", 1)).await.snapshot.platform.as_str(), "fourth");
    drop(store);
    let store = database.open().await.unwrap();
    let claim = claim_one(&*store, at(9)).await;
    assert_eq!(claim.snapshot.platform.as_str(), "fourth", "also before anyone named it");
}

/// A closed store keeps what it was given and takes no more.
pub async fn a_closed_store_refuses(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    put(&*store, text(page, "ana", 1)).await;
    store.close().await.unwrap();
    store.close().await.unwrap();
    let refused = store.ingest(vec![text(page, "ana", 2)], false).await;
    assert!(matches!(refused, Err(StoreError::Closed)));
    // It is closed for others to open, although the value is still there.
    let next = database.open().await.unwrap();
    assert_eq!(depth(&*next).await, (1, 0, 0));
}
