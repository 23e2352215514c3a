//! Timers: what a conversation waits for.

use tertulia_core::{
    EventKind,
    event::{Timer, TimerPurpose},
    turn::TimerChange,
};

use super::{Database, fixture::*};
use crate::{Claim, Conclusion, Depth, Done, Finish, Finished, Store};

/// A turn that sets these timers, by name and the second at which they are due.
fn sets(claim: &Claim, timers: &[(&str, i64)]) -> Finish {
    let set = |(key, due_at): &(&str, i64)| TimerChange::set(*key, TimerPurpose::Silence, at(*due_at));
    changes(claim, timers.iter().map(set).collect())
}

fn changes(claim: &Claim, timers: Vec<TimerChange>) -> Finish {
    end(claim, Conclusion::Done(Done { timers, ..Done::default() }))
}

/// Has ana write at the first second, and the turn set these timers.
async fn waiting(store: &dyn Store, timers: &[(&str, i64)]) {
    let account = account(store).await;
    let claim = take(store, text(account, "ana", 1)).await;
    assert!(finish(store, sets(&claim, timers)).await, "there is more to do, later");
}

/// The name of the timer that was claimed.
fn name(claim: &Claim) -> &str {
    match &claim.snapshot.event.kind {
        EventKind::Timer(Timer { key, .. }) => key,
        other => panic!("{other:?}"),
    }
}

/// Claims the timer that is due then, and ends its turn.
async fn fires(store: &dyn Store, second: i64, expected: &str) {
    let claim = claim_one(store, at(second)).await;
    assert_eq!(name(&claim), expected);
    finish(store, done(&claim, &[])).await;
}

/// A timer is an event once it is due, not before, and once only.
pub async fn a_timer_fires_once(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    waiting(store, &[("silence", 60)]).await;
    assert!(claim_all(store, at(59)).await.is_empty(), "not before its time");
    let claim = claim_one(store, at(60)).await;
    assert_eq!((name(&claim), claim.snapshot.event.at, claim.attempts), ("silence", at(60), 1));
    assert!(!claim.snapshot.event.addressed, "nobody waits for an answer");
    assert!(!finish(store, done(&claim, &["too slow"])).await);
    assert!(claim_all(store, at(9999)).await.is_empty());
    assert_eq!(depth(store).await, (0, 1, 0));
}

/// Part of a millisecond later counts: it is never early.
pub async fn a_timer_is_never_early(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let claim = take(store, text(account, "ana", 1)).await;
    let due_at = at(60) + jiff::SignedDuration::from_nanos(1);
    finish(store, changes(&claim, vec![TimerChange::set("silence", TimerPurpose::Silence, due_at)])).await;
    assert!(claim_all(store, at(60)).await.is_empty());
    let event = claim_one(store, at(61)).await.snapshot.event;
    assert!(event.at >= due_at);
}

/// What a conversation waits for outlives the process.
pub async fn a_timer_survives_a_restart(database: &dyn Database) {
    let store = database.open().await.unwrap();
    waiting(&*store, &[("silence", 60)]).await;
    drop(store);
    let store = database.open().await.unwrap();
    assert!(claim_all(&*store, at(59)).await.is_empty());
    let claim = claim_one(&*store, at(60)).await;
    drop(store);
    let store = database.open().await.unwrap();
    let again = claim_one(&*store, at(61)).await;
    assert_eq!(
        (name(&again), again.inbox, again.attempts),
        ("silence", claim.inbox, 2),
        "its turn did not end"
    );
}

/// There is one timer of a name: the last one.
pub async fn a_timer_replaces_another_of_its_name(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    waiting(store, &[("silence", 60), ("other", 70)]).await;
    let account = account(store).await;
    let claim = take(store, text(account, "ana", 30)).await;
    finish(store, sets(&claim, &[("silence", 90)])).await;
    fires(store, 80, "other").await;
    assert!(claim_all(store, at(89)).await.is_empty());
    fires(store, 90, "silence").await;
    assert!(claim_all(store, at(9999)).await.is_empty());
}

/// A timer that fires may be set again, under its own name.
pub async fn a_timer_sets_itself_again(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    waiting(store, &[("silence", 60)]).await;
    let claim = claim_one(store, at(60)).await;
    assert!(finish(store, sets(&claim, &[("silence", 90)])).await);
    assert!(claim_all(store, at(89)).await.is_empty());
    let again = claim_one(store, at(90)).await;
    assert!(again.inbox > claim.inbox, "it is another turn");
}

/// What is cancelled does not fire; who never set it may cancel it all the same.
pub async fn a_cancelled_timer_does_not_fire(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    waiting(store, &[("silence", 60)]).await;
    let account = account(store).await;
    let claim = take(store, text(account, "ana", 30)).await;
    let cancel = ["silence", "never"].map(|key| TimerChange::Cancel(key.into()));
    assert!(!finish(store, changes(&claim, cancel.into())).await, "nothing is left to do");
    assert!(claim_all(store, at(9999)).await.is_empty());
}

/// What came in goes first, whenever it came; then timers by the time at which they are due.
pub async fn who_has_spoken_goes_before_a_timer(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    waiting(store, &[("late", 70), ("early", 60)]).await;
    let account = account(store).await;
    put(store, text(account, "ana", 65)).await;
    let spoken = claim_one(store, at(80)).await;
    assert_eq!(number(&spoken), 65);
    assert!(claim_all(store, at(80)).await.is_empty(), "a conversation has one turn at a time");
    finish(store, done(&spoken, &[])).await;
    fires(store, 80, "early").await;
    fires(store, 80, "late").await;
}

/// Who writes while a timer waits is answered at once.
pub async fn a_timer_does_not_hinder_events(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    waiting(store, &[("silence", 60)]).await;
    let account = account(store).await;
    let claim = take(store, text(account, "ana", 30)).await;
    assert_eq!((number(&claim), claim.attempts), (30, 1));
    finish(store, done(&claim, &[])).await;
    fires(store, 60, "silence").await;
}

/// Who lost the conversation neither fires nor sets a timer.
pub async fn a_frozen_owner_fires_no_timer(database: &dyn Database) {
    let store = database.open().await.unwrap();
    waiting(&*store, &[("silence", 60)]).await;
    let frozen = claim_one(&*store, at(60)).await;
    drop(store);
    let store = &*database.open().await.unwrap();
    let claim = claim_one(store, at(61)).await;
    assert_eq!(name(&claim), "silence");
    let refused = vec![done(&frozen, &["too slow"]), sets(&frozen, &[("wrong", 62)])];
    assert_eq!(store.finish(refused).await.unwrap(), [Finished::Fenced; 2]);
    finish(store, done(&claim, &["too slow"])).await;
    assert!(claim_all(store, at(9999)).await.is_empty());
    assert_eq!(depth(store).await, (0, 1, 0), "it is said once");
}

/// A turn that fails sets no timer; a timer whose turn fails is tried again.
pub async fn a_failing_timer_is_tried_again(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    waiting(store, &[("silence", 60)]).await;
    let claim = claim_one(store, at(60)).await;
    let later = Conclusion::Later { at: at(65), error: "no answer".into() };
    finish(store, end(&claim, later)).await;
    assert!(claim_all(store, at(64)).await.is_empty());
    let again = claim_one(store, at(65)).await;
    assert_eq!((name(&again), again.attempts, again.errors), ("silence", 2, 1));
    let dead = Conclusion::Dead { error: "no answer".into(), calls: vec![] };
    assert!(!finish(store, end(&again, dead)).await);
    assert_eq!(depth(store).await, (0, 0, 1));
}

/// What waits for its time is counted apart from what came in.
pub async fn timers_are_counted_apart(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    waiting(store, &[("one", 60), ("two", 50)]).await;
    let Depth { inbox, timers, oldest_event, .. } = store.depth().await.unwrap();
    assert_eq!((inbox, timers, oldest_event), (0, 2, Some(at(50))));
}

/// Each conversation has its own, of the same name.
pub async fn timers_of_two_people_do_not_meet(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    waiting(store, &[("silence", 60)]).await;
    let account = account(store).await;
    let claim = take(store, text(account, "ben", 2)).await;
    finish(store, sets(&claim, &[("silence", 50)])).await;
    let ben = claim_one(store, at(55)).await;
    assert_eq!(ben.conversation, claim.conversation);
    finish(store, changes(&ben, vec![TimerChange::Cancel("silence".into())])).await;
    fires(store, 60, "silence").await;
}

/// What a block recorded for a timer is gone with it.
pub async fn a_record_goes_with_its_timer(database: &dyn Database) {
    let store = database.open().await.unwrap();
    waiting(&*store, &[("silence", 60)]).await;
    let begun = claim_one(&*store, at(60)).await;
    store.record(begun.inbox, "charge".into(), "7".into()).await.unwrap();
    drop(store);
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    put(store, text(account, "ana", 61)).await;
    let spoken = claim_one(store, at(61)).await;
    assert_eq!(number(&spoken), 61);
    finish(store, sets(&spoken, &[("silence", 90)])).await;
    assert_eq!(store.recall(begun.inbox, "charge".into()).await.unwrap(), None);
}
