//! Calls are given out in order.

use std::time::Duration;

use tertulia_core::{Platform, turn::Ambiguity};

use super::{Database, fixture::*};
use crate::{AccountId, Conclusion, Done, Settled, Store};

/// Calls come in the order in which turns ended, in portions, each once.
pub async fn calls_are_given_out_once_and_in_order(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let ana = take(store, text(account, "ana", 1)).await;
    let ben = take(store, text(account, "ben", 2)).await;
    finish(store, done(&ben, &["one", "two"])).await;
    finish(store, done(&ana, &["three"])).await;
    let first = store.load_outbox(account, 2).await.unwrap();
    assert_eq!(endpoints(&first), ["one", "two"]);
    assert!(first[0].id < first[1].id);
    assert_eq!(first[0].chat, ben.snapshot.chat);
    assert_eq!(first[0].call.body.get(), r#"{"text":"one"}"#);
    assert_eq!(first[0].wait, Duration::from_millis(1500));
    assert_eq!((first[0].attempts, first[0].not_before, first[0].created), (0, None, at(2)));
    assert!(store.load_outbox(account, 0).await.unwrap().is_empty());
    let second = store.load_outbox(account, 2).await.unwrap();
    assert_eq!(endpoints(&second), ["three"]);
    assert!(first[1].id < second[0].id);
    assert!(store.load_outbox(account, 2).await.unwrap().is_empty());
    assert_eq!(depth(store).await, (0, 3, 0), "given out is not yet gone");
}

/// Our name for a message, and what is done when nobody can tell, are kept with its call.
pub async fn a_call_keeps_its_name_and_policy(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    let claim = take(&*store, text(page, "ana", 1)).await;
    let mut calls = calls(&["one", "two"]);
    calls[0].reference = "«7.1»".into();
    calls[0].ambiguity = Ambiguity::MaybeNever;
    let done = Conclusion::Done(Done { calls, ..Done::default() });
    finish(&*store, end(&claim, done)).await;
    drop(store);
    let store = database.open().await.unwrap();
    let rows = store.load_outbox(page, 9).await.unwrap();
    let kept: Vec<_> = rows.iter().map(|row| (row.reference.as_str(), row.ambiguity)).collect();
    assert_eq!(kept, [("«7.1»", Ambiguity::MaybeNever), ("two", Ambiguity::MaybeTwice)]);
}

/// What is called instead of a refused call has its place, across a restart too, and its name.
pub async fn a_refused_call_gives_way_to_another(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    let claim = take(&*store, text(page, "ana", 1)).await;
    let mut calls = calls(&["edit", "text"]);
    calls[0].named = true;
    calls[0].about = Some("earlier".into());
    calls[0].instead = Some(calls[1].call.clone());
    let done = Conclusion::Done(Done { calls, ..Done::default() });
    finish(&*store, end(&claim, done)).await;
    drop(store);
    let store = database.open().await.unwrap();
    let rows = store.load_outbox(page, 9).await.unwrap();
    let instead = rows[0].instead.as_ref().map(|call| (call.endpoint.as_str(), call.body.get()));
    assert_eq!(instead, Some(("text", r#"{"text":"text"}"#)));
    assert!(rows[1].instead.is_none());
    store.mark_dispatching(vec![rows[0].id]).await.unwrap();
    let later = Settled::Later { not_before: at(60), error: "busy".into() };
    settle(&*store, rows[0].id, later).await;
    for row in &rows {
        settle(&*store, row.id, Settled::Instead("too old".into())).await;
    }
    drop(store);
    let store = &*database.open().await.unwrap();
    let now = store.load_outbox(page, 9).await.unwrap();
    assert_eq!(endpoints(&now), ["text", "text"], "in the same place; without one a row is as it was");
    assert_eq!((now[0].id, now[0].call.body.get()), (rows[0].id, r#"{"text":"text"}"#));
    assert!(now[0].about.is_none() && now[0].instead.is_none() && !now[0].uncertain);
    assert_eq!((now[0].attempts, now[0].not_before), (0, None), "nothing was tried yet");
    settle(store, now[0].id, Settled::Sent(Some("m1".into()))).await;
    assert_eq!(store.message_id(page, "edit".into()).await.unwrap().as_deref(), Some("m1"));
}

/// Each account has its own calls.
pub async fn calls_go_by_account(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let accounts = vec![(Platform::WHATSAPP, "1".into()), (Platform::TELEGRAM, "1".into())];
    let accounts = store.accounts(accounts).await.unwrap();
    for (account, call) in accounts.iter().zip(["one", "two"]) {
        talk(store, text(*account, "ana", 1), &[call]).await;
    }
    assert_eq!(endpoints(&store.load_outbox(accounts[1], 9).await.unwrap()), ["two"]);
    assert_eq!(endpoints(&store.load_outbox(accounts[0], 9).await.unwrap()), ["one"]);
}

/// A call may be about a message that was sent before, by its reference; only messages that say so are found.
pub async fn a_later_call_finds_the_message_it_is_about(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    let other = store.accounts(vec![(Platform::TELEGRAM, "1".into())]).await.unwrap()[0];
    let claim = take(&*store, text(page, "ana", 1)).await;
    let mut calls = calls(&["question", "text", "edit"]);
    calls[0].named = true;
    calls[2].about = Some("question".into());
    let done = Conclusion::Done(Done { calls, ..Done::default() });
    finish(&*store, end(&claim, done)).await;
    let find = async |store: &dyn Store, account: AccountId, reference: &str| {
        store.message_id(account, reference.to_owned()).await.unwrap()
    };
    assert_eq!(find(&*store, page, "question").await, None, "it was not sent yet");
    let rows = store.load_outbox(page, 9).await.unwrap();
    for (row, id) in rows.iter().zip(["m1", "m2"]) {
        settle(&*store, row.id, Settled::Sent(Some(id.into()))).await;
    }
    drop(store);
    let store = &*database.open().await.unwrap();
    assert_eq!(store.load_outbox(page, 9).await.unwrap()[0].about.as_deref(), Some("question"));
    assert_eq!(find(store, page, "question").await.as_deref(), Some("m1"));
    assert_eq!(find(store, page, "text").await, None, "nothing is about it");
    assert_eq!(find(store, other, "question").await, None);
}
