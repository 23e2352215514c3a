//! Accounts have to be named before anything comes to them.

use tertulia_core::Platform;

use super::{Database, fixture::*};
use crate::{AccountId, StoreError};

/// An event to an account that was never named is refused, and everything in its batch with it.
pub async fn an_unknown_account_is_refused(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let mut nobody = text(AccountId(77), "ana", 2);
    nobody.incoming.sender = None;
    for unknown in [text(AccountId(77), "ana", 2), nobody] {
        let batch = vec![text(account, "ana", 1), unknown];
        let refused = store.ingest(batch, true).await;
        assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
        assert_eq!(depth(store).await, (0, 0, 0));
    }
    assert!(put(store, text(account, "ana", 1)).await, "it is not known as a duplicate either");
    assert!(store.load_outbox(AccountId(77), 9).await.unwrap().is_empty());
}

/// However often an account is named, its number is the same.
pub async fn an_account_has_one_number(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let named = |platform| (platform, String::from("1"));
    let (whatsapp, telegram) = (named(Platform::WHATSAPP), named(Platform::TELEGRAM));
    let twice = vec![whatsapp.clone(), telegram.clone(), whatsapp.clone()];
    let numbers = store.accounts(twice).await.unwrap();
    assert_eq!(numbers[0], numbers[2]);
    assert_ne!(numbers[0], numbers[1]);
    assert_eq!(store.accounts(vec![telegram, whatsapp]).await.unwrap(), [numbers[1], numbers[0]]);
}
