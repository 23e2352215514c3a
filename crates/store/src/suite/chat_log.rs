//! What was said, where that is kept.

use std::time::Duration;

use tertulia_core::{Alias, chat_log::Remark};

use super::{Database, fixture::*};
use crate::{Claim, Conclusion, LogEntry, Retention, Speaker};

/// What was said is kept with its turn, in order; the newest is given first, and other people's is not.
pub async fn what_was_said_is_kept_with_its_turn(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let account = account(&*store).await;
    let ana = take(&*store, text(account, "ana", 1)).await;
    assert_eq!(log(&ana), said(&*store, &ana, 100, log(&ana)).await);
    let ben = take(&*store, text(account, "ben", 2)).await;
    said(&*store, &ben, 100, log(&ben)).await;
    let again = take(&*store, text(account, "ana", 3)).await;
    let both = [log(&ana), log(&again)].concat();
    assert_eq!(said(&*store, &again, 100, log(&again)).await, both);
    assert_eq!(store.chat_log(ana.snapshot.user.id, 3).await.unwrap(), both[1..]);
    drop(store);
    assert_eq!(database.open().await.unwrap().chat_log(ana.snapshot.user.id, 100).await.unwrap(), both);
}

/// A turn that is tried again has said nothing yet, and one that came too late never did.
pub async fn what_is_not_kept_was_not_said(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let claim = take(store, text(account, "ana", 1)).await;
    let mut late = done(&claim, &[]);
    (late.fence, late.log) = (claim.fence - 1, log(&claim));
    store.finish(vec![late]).await.unwrap();
    assert!(store.chat_log(claim.snapshot.user.id, 9).await.unwrap().is_empty());
    let error = "it broke".to_owned();
    let mut dead = end(&claim, Conclusion::Dead { error, calls: Vec::new() });
    dead.log = log(&claim);
    finish(store, dead).await;
    assert_eq!(
        store.chat_log(claim.snapshot.user.id, 9).await.unwrap(),
        log(&claim),
        "it is set aside, and was said"
    );
}

/// When two people turn out to be one, what both said is that person's.
pub async fn who_is_merged_keeps_what_was_said(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let (ana, anna) =
        (take(store, text(account, "ana", 1)).await, take(store, text(account, "anna", 2)).await);
    said(store, &ana, 9, log(&ana)).await;
    said(store, &anna, 9, log(&anna)).await;
    let mut known = text(account, "ana", 3);
    known.incoming.sender.as_mut().unwrap().aliases.push(Alias::new("psid", "anna"));
    put(store, known).await;
    let all = [log(&ana), log(&anna)].concat();
    assert_eq!(store.chat_log(ana.snapshot.user.id, 9).await.unwrap(), all);
}

/// What was said is kept as long as the operator says; where nothing is said about it, it stays.
pub async fn what_was_said_is_forgotten_in_time(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let claim = take(store, text(account, "ana", 1)).await;
    let mut log = log(&claim);
    log[0].at = hours(-24 * 30); // the platform brought it late
    said(store, &claim, 9, log).await;
    for (days, keep, left) in [(400, None, 2), (6, Some(7), 2), (8, Some(7), 0)] {
        let keep = keep.map(|days: u64| Duration::from_secs(days * 24 * 3600));
        let retention = Retention { payloads: Duration::MAX, chat_log: keep };
        store.sweep(hours(days * 24), retention).await.unwrap();
        assert_eq!(store.chat_log(claim.snapshot.user.id, 9).await.unwrap().len(), left, "after {days} days");
    }
}

/// What is said in a turn.
fn log(claim: &Claim) -> Vec<LogEntry> {
    let entry = |by, text: String| LogEntry {
        conversation: claim.conversation,
        user: claim.snapshot.user.id,
        at: claim.snapshot.now,
        by,
        remarks: vec![Remark::text(text)],
    };
    let heard = claim.snapshot.event.text().unwrap();
    vec![entry(Speaker::Person, heard.to_owned()), entry(Speaker::Bot, format!("{heard}? ñ 🤷"))]
}

/// Ends a turn in which that was said. Gives the newest that was said by then.
async fn said(store: &dyn crate::Store, claim: &Claim, limit: usize, log: Vec<LogEntry>) -> Vec<LogEntry> {
    let mut turn = done(claim, &[]);
    turn.log = log;
    finish(store, turn).await;
    store.chat_log(claim.snapshot.user.id, limit).await.unwrap()
}
