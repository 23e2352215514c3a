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

/// A process claims nothing of accounts that it has not named, and learns whose nobody seems to be.
pub async fn what_belongs_to_other_accounts_is_left_alone(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let bot = vec![(Platform::TELEGRAM, String::from("7"))];
    let (page, telegram) = (account(&*store).await, store.accounts(bot.clone()).await.unwrap()[0]);
    put(&*store, text(telegram, "ben", 1)).await;
    put(&*store, text(page, "ana", 2)).await;
    drop(store);
    let store = &*database.open().await.unwrap();
    account(store).await; // the bot is no longer configured
    let claim = claim_one(store, at(9)).await;
    assert_eq!((number(&claim), claim.account), (2, page));
    finish(store, done(&claim, &[])).await;
    assert!(claim_all(store, at(9)).await.is_empty());
    assert_eq!(store.unserved(at(0)).await.unwrap(), []);
    assert_eq!(store.unserved(at(9)).await.unwrap(), [("telegram".to_owned(), "7".to_owned())]);
    store.accounts(bot).await.unwrap();
    assert_eq!(store.unserved(at(9)).await.unwrap(), []);
    assert_eq!(number(&claim_one(store, at(9)).await), 1, "it was kept");
}
