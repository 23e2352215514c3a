//! Calls are handed over as they are kept. Engines that load everything need not do any of this.

use tertulia_core::turn::Ambiguity;

use super::{Database, fixture::*, tray::Tray};
use crate::{Aftermath, Conclusion, Done, OutboxRow, Room, Settled, Settlement};

/// A call is handed over once, in the order of commits, and then not loaded.
pub async fn calls_are_handed_over_in_order(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let page = account(store).await;
    talk(store, text(page, "ana", 1), &["old"]).await;
    let tray = Tray::under(store, page, 9).await;
    talk(store, text(page, "ana", 2), &["one", "two"]).await;
    talk(store, text(page, "ben", 3), &["three"]).await;
    let rows = tray.empty();
    assert_eq!(endpoints(&rows), ["one", "two", "three"]);
    assert!(rows.is_sorted_by_key(|row| row.id));
    assert!(store.load_outbox(page, 9).await.unwrap().is_empty());
    assert_eq!(depth(store).await, (0, 4, 0));
}

/// While an earlier call waits nothing is handed over, or it would be overtaken.
pub async fn nothing_overtakes_what_waits(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let page = account(store).await;
    let tray = Tray::under(store, page, 1).await;
    talk(store, text(page, "ana", 1), &["one", "two"]).await;
    assert_eq!(tray.waits(), 1, "there is room for one only");
    tray.make_room(Room { calls: 9, flowing: true });
    talk(store, text(page, "ana", 2), &["three"]).await;
    assert_eq!(endpoints(&tray.empty()), [""; 0]);
    assert_eq!(endpoints(&store.load_outbox(page, 2).await.unwrap()), ["one", "two"]);
    talk(store, text(page, "ana", 3), &["four"]).await;
    assert_eq!(endpoints(&tray.empty()), [""; 0], "nobody knows yet that all are loaded");
    assert_eq!(endpoints(&store.load_outbox(page, 9).await.unwrap()), ["three", "four"]);
    talk(store, text(page, "ana", 4), &["five"]).await;
    assert_eq!(endpoints(&tray.empty()), ["five"]);
}

/// What was handed over is given out again after a restart.
pub async fn what_was_handed_over_outlives_the_process(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    let tray = Tray::under(&*store, page, 9).await;
    talk(&*store, text(page, "ana", 1), &["one", "two"]).await;
    assert_eq!(tray.empty().len(), 2);
    drop(store);
    let store = database.open().await.unwrap();
    assert_eq!(endpoints(&store.load_outbox(page, 9).await.unwrap()), ["one", "two"]);
}

/// The first call of a chat for which nothing else waits is under way from its commit on, if it may go at once.
pub async fn the_first_call_of_an_idle_chat_is_under_way(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    let tray = Tray::under(&*store, page, 99).await;
    for (number, person) in (1..).zip(["ana", "ana", "ben"]) {
        let claim = take(&*store, text(page, person, number)).await;
        finish(&*store, at_once(&claim, Ambiguity::MaybeTwice)).await;
    }
    let claim = take(&*store, text(page, "cleo", 4)).await;
    finish(&*store, at_once(&claim, Ambiguity::MaybeNever)).await;
    talk(&*store, text(page, "dora", 5), &["paused"]).await;
    tray.make_room(Room { calls: 9, flowing: false });
    let claim = take(&*store, text(page, "emil", 6)).await;
    finish(&*store, at_once(&claim, Ambiguity::MaybeTwice)).await;
    let dispatching = |row: &OutboxRow| row.dispatching;
    assert_eq!(
        tray.empty().iter().map(dispatching).collect::<Vec<_>>(),
        [true, false, false, false, true, false, false, false, false, false, false]
    );
    drop(store);
    let store = database.open().await.unwrap();
    let uncertain = store.load_outbox(page, 99).await.unwrap();
    assert_eq!(uncertain.iter().filter(|row| row.uncertain).count(), 2);
}

/// When a call was made, the next one of its chat is under way, if that is wished and nothing speaks against it.
pub async fn the_next_call_of_a_chat_is_under_way(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let page = account(store).await;
    let tray = Tray::under(store, page, 99).await;
    let claim = take(store, text(page, "ana", 1)).await;
    finish(store, at_once(&claim, Ambiguity::MaybeTwice)).await;
    talk(store, text(page, "ana", 2), &["paused"]).await;
    let claim = take(store, text(page, "ben", 3)).await;
    finish(store, at_once(&claim, Ambiguity::MaybeNever)).await;
    let rows = tray.empty();
    let sent = |row: usize, then_next| {
        let outcome = Settled::Sent(None);
        store.settle(vec![Settlement { row: rows[row].id, at: at(0), outcome, then_next }])
    };
    let next = |row: Option<usize>| [Aftermath { dispatching: row.map(|row| rows[row].id), buried: None }];
    assert_eq!(sent(0, true).await.unwrap(), next(Some(1)));
    assert_eq!(sent(0, true).await.unwrap(), next(None), "it was settled before");
    assert_eq!(sent(1, true).await.unwrap(), next(None), "the next one is to wait");
    assert_eq!(sent(2, true).await.unwrap(), next(None), "there is no other");
    assert_eq!(sent(3, true).await.unwrap(), next(None), "the next one is not to be made twice");
}

/// Whoever cannot be reached any more is told by its chat, even if the call itself is settled; what is said later
/// is not set aside.
pub async fn up_to_which_call_nobody_was_reached(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let page = account(store).await;
    let tray = Tray::under(store, page, 99).await;
    talk(store, text(page, "ana", 1), &["one", "two", "three"]).await;
    let rows = tray.empty();
    settle(store, rows[0].id, Settled::Sent(None)).await;
    let outcome = Settled::Unreachable { chat: rows[0].chat, reason: "blocked".into() };
    let settlement = Settlement { row: rows[0].id, at: at(0), outcome, then_next: false };
    let gone = store.settle(vec![settlement.clone()]).await.unwrap();
    assert_eq!(gone, [Aftermath { dispatching: None, buried: Some(rows[2].id) }]);
    assert_eq!(depth(store).await, (0, 0, 2));
    assert_eq!(store.settle(vec![settlement]).await.unwrap(), [Aftermath::default()]);
    talk(store, text(page, "ana", 2), &["four"]).await;
    assert_eq!(endpoints(&tray.empty()), ["four"]);
}

/// The end of a turn that says two things without a pause.
fn at_once(claim: &crate::Claim, ambiguity: Ambiguity) -> crate::Finish {
    let mut calls = calls(&["one", "two"]);
    for call in &mut calls {
        (call.wait, call.ambiguity) = (std::time::Duration::ZERO, ambiguity);
    }
    end(claim, Conclusion::Done(Done { calls, ..Done::default() }))
}
