//! A redelivered event has no second effect.

use tertulia_core::Platform;

use super::{Database, fixture::*};
use crate::Ingested;

/// The second delivery of an event is a duplicate, also while the first is being handled, and after.
pub async fn an_event_is_stored_once(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let claim = take(store, text(account, "ana", 1)).await;
    assert!(!put(store, text(account, "ana", 1)).await);
    assert!(!finish(store, done(&claim, &[])).await);
    assert!(!put(store, text(account, "ana", 1)).await);
    assert_eq!(depth(store).await, (0, 0, 0));
}

/// An event that comes twice in one batch is stored once, and answers keep their places.
pub async fn an_event_is_stored_once_in_a_batch(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let batch = [1, 1, 2, 1].map(|number| text(account, "ana", number)).to_vec();
    let answers = store.ingest(batch, true).await.unwrap();
    assert!(matches!(
        answers.as_slice(),
        [Ingested::Stored(Some(_)), Ingested::Duplicate, Ingested::Stored(None), Ingested::Duplicate]
    ));
    assert_eq!(depth(store).await, (2, 0, 0));
}

/// What came in is remembered by the database, not by the process.
pub async fn an_event_is_stored_once_across_a_restart(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    talk(&*store, text(page, "ana", 1), &[]).await;
    drop(store);
    let store = &*database.open().await.unwrap();
    assert!(!put(store, text(page, "ana", 1)).await);
    assert!(put(store, text(page, "ana", 2)).await);
}

/// The same key in another account or another bucket is another event.
pub async fn accounts_do_not_share_keys(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let accounts = vec![(Platform::MESSENGER, "page".into()), (Platform::MESSENGER, "other".into())];
    let accounts = store.accounts(accounts).await.unwrap();
    assert!(put(store, text(accounts[0], "ana", 1)).await);
    assert!(put(store, text(accounts[1], "ana", 1)).await);
    let mut later = text(accounts[0], "ana", 1);
    later.incoming.dedupe.bucket += 1;
    assert!(put(store, later).await);
    let claims = claim_all(store, at(1)).await;
    let mut users: Vec<_> = claims.iter().map(|claim| claim.snapshot.user.id).collect();
    users.sort_unstable();
    users.dedup();
    assert_eq!(users.len(), 2, "the same name in two accounts is two people");
}
