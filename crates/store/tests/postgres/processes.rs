//! Many processes on one database.

use std::{cell::Cell, collections::BTreeSet, sync::Arc, time::Duration};

use tertulia_core::Platform;
use tertulia_store::{
    Claim, Conclusion, Finished, Ingested, Outlet, Postgres, Room, Settled, Settlement, Store, StoreError,
    suite::{Tray, fixture::*},
};

use super::server::Schema;

#[tokio::test]
async fn a_conversation_is_claimed_by_one_process() {
    let Some(schema) = Schema::new().await else { return };
    let (one, two) = (schema.process().await, schema.process().await);
    let page = account(&one).await;
    for number in 0..40 {
        put(&one, text(page, &format!("person {number}"), number)).await;
    }
    let (left, right) = tokio::join!(one.claim(25, at(99)), two.claim(25, at(99)));
    let claims = [left.unwrap(), right.unwrap()].concat();
    let conversations: BTreeSet<_> = claims.iter().map(|claim| claim.conversation).collect();
    assert_eq!((claims.len(), conversations.len()), (40, 40), "each once, and none is left out");
}

#[tokio::test]
async fn each_process_works_for_its_own_accounts() {
    let Some(schema) = Schema::new().await else { return };
    let (one, two) = (schema.process().await, schema.process().await);
    let page = account(&one).await;
    let others = vec![(Platform::TELEGRAM, "1".into()), (Platform::WHATSAPP, "1".into())];
    let others = two.accounts(others).await.unwrap();
    for (number, account) in (1..10).zip([page, others[0], others[1]].into_iter().cycle()) {
        put(&one, text(account, &format!("person {number}"), number)).await;
    }
    let numbers = |claims: Vec<Claim>| claims.iter().map(number).collect::<Vec<_>>();
    assert_eq!(numbers(two.claim(4, at(99)).await.unwrap()), [2, 3, 5, 6], "the longest waiting first");
    assert_eq!(numbers(one.claim(9, at(99)).await.unwrap()), [1, 4, 7]);
    assert_eq!(numbers(two.claim(9, at(99)).await.unwrap()), [8, 9]);
}

#[tokio::test]
async fn others_are_told_that_something_waits_to_be_claimed() {
    let Some(schema) = Schema::new().await else { return };
    let (web, worker) = (schema.process().await, schema.process().await);
    let page = account(&worker).await;
    let tray = Arc::<Tray>::default();
    assert!(worker.publish_to(Arc::clone(&tray) as Arc<dyn Outlet>).await.unwrap());
    for number in 1..4 {
        let before = tray.works();
        put(&web, text(page, "ana", number)).await;
        web.tell_of_work();
        until(async || (tray.works() > before).then_some(())).await;
    }
}

#[tokio::test]
async fn what_another_process_is_about_to_claim_is_not_waited_for() {
    let Some(schema) = Schema::new().await else { return };
    let store = schema.process().await;
    let page = account(&store).await;
    for (number, person) in [(1, "ana"), (2, "ben"), (3, "cleo")] {
        put(&store, text(page, person, number)).await;
    }
    let other = schema.begin("SELECT id FROM conversations ORDER BY wake_at LIMIT 1 FOR UPDATE").await;
    let claims = store.claim(9, at(9)).await.unwrap();
    assert_eq!(claims.iter().map(number).collect::<Vec<_>>(), [2, 3]);
    drop(other);
}

#[tokio::test]
async fn an_event_that_comes_in_twice_at_once_is_stored_once() {
    let Some(schema) = Schema::new().await else { return };
    let (one, two) = (schema.process().await, schema.process().await);
    let page = account(&one).await;
    for number in 1..20 {
        let arrival = || vec![text(page, &format!("person {number}"), number)];
        let (left, right) = tokio::join!(one.ingest(arrival(), true), two.ingest(arrival(), true));
        let answers = [left.unwrap().remove(0), right.unwrap().remove(0)];
        let claimed = answers.iter().filter(|answer| matches!(answer, Ingested::Stored(Some(_)))).count();
        let known = answers.iter().filter(|answer| matches!(answer, Ingested::Duplicate)).count();
        assert_eq!((claimed, known), (1, 1), "{answers:?}");
    }
}

#[tokio::test]
async fn whoever_writes_to_two_processes_at_once_is_one_person() {
    let Some(schema) = Schema::new().await else { return };
    let (one, two) = (schema.process().await, schema.process().await);
    let page = account(&one).await;
    for number in 1..20 {
        let arrival = |more: i64| vec![text(page, &format!("person {number}"), 100 * number + more)];
        let (left, right) = tokio::join!(one.ingest(arrival(1), true), two.ingest(arrival(2), true));
        let answers = [left.unwrap().remove(0), right.unwrap().remove(0)];
        let claimed = answers.iter().filter(|answer| matches!(answer, Ingested::Stored(Some(_)))).count();
        assert_eq!(claimed, 1, "the other event waits in the same mailbox: {answers:?}");
    }
}

#[tokio::test]
async fn an_event_waits_for_the_process_that_has_the_conversation() {
    let Some(schema) = Schema::new().await else { return };
    let (one, two) = (schema.process().await, schema.process().await);
    let page = account(&one).await;
    let first = take(&one, text(page, "ana", 1)).await;
    let answers = two.ingest(vec![text(page, "ana", 2)], true).await.unwrap();
    assert!(matches!(answers[..], [Ingested::Stored(None)]));
    assert!(two.claim(9, at(9)).await.unwrap().is_empty());
    assert!(finish(&one, done(&first, &[])).await, "there is more to do");
    assert_eq!(number(&claim_one(&two, at(9)).await), 2);
}

#[tokio::test]
async fn what_a_dead_process_had_begun_is_taken_over() {
    let Some(schema) = Schema::new().await else { return };
    let frozen = schema.process().await;
    let page = account(&frozen).await;
    let begun = take(&frozen, text(page, "ana", 1)).await;
    schema.let_all_leases_end().await;
    let heir = schema.process().await;
    let again = claim_one(&heir, at(9)).await;
    assert_eq!((again.inbox, again.attempts, begun.attempts), (begun.inbox, 2, 1));
    let late = [
        done(&begun, &["wrong"]),
        end(&begun, Conclusion::Dead { error: "wrong".into(), calls: calls(&["wrong"]) }),
        end(&begun, Conclusion::Later { at: at(99), error: "wrong".into() }),
    ];
    assert_eq!(frozen.finish(late.to_vec()).await.unwrap(), [Finished::Fenced; 3]);
    assert_eq!(depth(&heir).await, (1, 0, 0));
    assert!(!finish(&heir, done(&again, &["right"])).await);
    assert_eq!(endpoints(&heir.load_outbox(page, 9).await.unwrap()), ["right"]);
}

#[tokio::test]
async fn a_process_that_was_taken_for_dead_begins_anew() {
    let Some(schema) = Schema::new().await else { return };
    let frozen = schema.process().await;
    let page = account(&frozen).await;
    schema.let_all_leases_end().await;
    let heir = schema.process().await;
    // What comes in is still kept, though it claims nothing: nobody would free that.
    let answers = frozen.ingest(vec![text(page, "ana", 1)], true).await.unwrap();
    assert!(matches!(answers[..], [Ingested::Stored(None)]), "{answers:?}");
    let claims =
        until(async || Some(frozen.claim(9, at(9)).await.unwrap()).filter(|claims| !claims.is_empty())).await;
    assert_eq!(number(&claims[0]), 1);
    assert!(!finish(&frozen, done(&claims[0], &["one"])).await);
    assert_eq!(endpoints(&heir.load_outbox(page, 9).await.unwrap()), ["one"]);
}

#[tokio::test]
async fn one_process_sends_for_an_account() {
    let Some(schema) = Schema::new().await else { return };
    let (sender, other) = (schema.process().await, schema.process().await);
    let page = account(&sender).await;
    let (tray, others) = (Tray::under(&sender, page, 99).await, Tray::under(&other, page, 99).await);
    talk(&sender, text(page, "ana", 1), &["one"]).await;
    assert_eq!(endpoints(&tray.empty()), ["one"]);

    talk(&other, text(page, "ben", 2), &["two"]).await;
    assert!(others.empty().is_empty(), "it is not this one's to send");
    assert!(other.load_outbox(page, 9).await.unwrap().is_empty());
    until(async || (tray.waits() > 0).then_some(())).await; // the sender is told
    let row = sender.load_outbox(page, 9).await.unwrap().remove(0);
    assert_eq!(row.call.endpoint, "two");
    assert!(other.mark_dispatching(vec![row.id]).await.unwrap().is_empty());
    settle(&other, row.id, Settled::Sent(None)).await;
    assert_eq!(depth(&other).await, (0, 2, 0), "nor to settle");
    assert_eq!(sender.mark_dispatching(vec![row.id]).await.unwrap(), [row.id]);
}

#[tokio::test]
async fn a_frozen_sender_sends_and_settles_nothing_more() {
    let Some(schema) = Schema::new().await else { return };
    let frozen = schema.process().await;
    let page = account(&frozen).await;
    let tray = Tray::under(&frozen, page, 99).await;
    talk(&frozen, text(page, "ana", 1), &["one", "two"]).await;
    let ids: Vec<_> = tray.empty().iter().map(|row| row.id).collect();
    assert_eq!(frozen.mark_dispatching(vec![ids[0]]).await.unwrap(), [ids[0]]);
    schema.let_all_leases_end().await;
    let heir = schema.process().await;
    let rows = heir.load_outbox(page, 9).await.unwrap();
    assert_eq!(
        rows.iter().map(|row| (row.id, row.uncertain)).collect::<Vec<_>>(),
        [(ids[0], true), (ids[1], false)]
    );

    assert!(frozen.mark_dispatching(ids.clone()).await.unwrap().is_empty());
    for outcome in [
        Settled::Sent(Some("m1".into())),
        Settled::Later { not_before: at(99), error: "wrong".into() },
        Settled::Dead("wrong".into()),
        Settled::Unreachable { chat: rows[0].chat, reason: "wrong".into() },
    ] {
        settle(&frozen, ids[0], outcome).await;
    }
    assert_eq!(depth(&heir).await, (0, 2, 0), "all of it is the heir's");
    // What it says now is handed over to nobody in its own process.
    let claims = until(async || {
        put(&frozen, text(page, "ben", 2)).await;
        Some(frozen.claim(9, at(9)).await.unwrap()).filter(|claims| !claims.is_empty())
    });
    let claim = claims.await.remove(0);
    finish(&frozen, done(&claim, &["three"])).await;
    assert!(tray.empty().is_empty());
    assert_eq!(endpoints(&heir.load_outbox(page, 9).await.unwrap()), ["three"]);
}

#[tokio::test]
async fn no_call_is_made_on_an_answer_that_was_long_under_way() {
    let Some(schema) = Schema::new().await else { return };
    // For one whose lease is nothing every answer is late, as it is for a process that was stopped while it waited.
    let slow = schema.process_with(Duration::ZERO).await.unwrap();
    let page = account(&slow).await;
    let tray = Tray::under(&slow, page, 99).await;
    let mut turn = done(&take(&slow, text(page, "ana", 1)).await, &["one", "two"]);
    let Conclusion::Done(done) = &mut turn.conclusion else { unreachable!() };
    done.calls.iter_mut().for_each(|call| call.wait = Duration::ZERO);
    finish(&slow, turn).await;
    let rows = tray.empty();
    assert_eq!(rows.iter().map(|row| row.dispatching).collect::<Vec<_>>(), [false, false]);
    let late = slow.mark_dispatching(vec![rows[0].id]).await;
    assert!(matches!(late, Err(StoreError::Unavailable(_))), "{late:?}");
    let settlement = Settlement { row: rows[0].id, at: at(9), outcome: Settled::Sent(None), then_next: true };
    assert_eq!(slow.settle(vec![settlement]).await.unwrap()[0].dispatching, None);
    slow.close().await.unwrap();
    // Whoever sends now knows that it may have been made.
    let timely = schema.process().await;
    let rows = timely.load_outbox(page, 9).await.unwrap();
    assert_eq!(
        rows.iter().map(|row| (row.call.endpoint.as_str(), row.uncertain)).collect::<Vec<_>>(),
        [("two", true)]
    );
    assert_eq!(timely.mark_dispatching(vec![rows[0].id]).await.unwrap(), [rows[0].id]);
}

#[tokio::test]
async fn nothing_overtakes_what_another_process_left_for_the_chat() {
    let Some(schema) = Schema::new().await else { return };
    let (sender, other) = (schema.process().await, schema.process().await);
    let page = account(&sender).await;
    let tray = Tray::under(&sender, page, 99).await;
    // The sender is busy, and has not heard of it when the same person writes again.
    talk(&other, text(page, "ana", 1), &["one"]).await;
    talk(&sender, text(page, "ana", 2), &["two"]).await;
    assert!(tray.empty().is_empty(), "it is not handed over");
    assert_eq!(endpoints(&sender.load_outbox(page, 9).await.unwrap()), ["one", "two"]);
    talk(&sender, text(page, "ana", 3), &["three"]).await;
    assert_eq!(endpoints(&tray.empty()), ["three"]);
}

#[tokio::test]
async fn who_leaves_hands_over_at_once() {
    let Some(schema) = Schema::new().await else { return };
    let (leaving, staying) = (schema.process().await, schema.process().await);
    let page = account(&leaving).await;
    talk(&leaving, text(page, "ana", 1), &["one"]).await;
    assert_eq!(leaving.load_outbox(page, 9).await.unwrap().len(), 1);
    take(&leaving, text(page, "ben", 2)).await;
    assert!(staying.load_outbox(page, 9).await.unwrap().is_empty());
    leaving.close().await.unwrap();
    assert_eq!(endpoints(&staying.load_outbox(page, 9).await.unwrap()), ["one"]);
    assert_eq!(number(&claim_one(&staying, at(9)).await), 2);
}

#[tokio::test]
async fn the_dead_are_found_by_those_who_stay() {
    let Some(schema) = Schema::new().await else { return };
    let dead = schema.process().await;
    let page = account(&dead).await;
    talk(&dead, text(page, "ana", 1), &["one"]).await;
    assert_eq!(dead.load_outbox(page, 9).await.unwrap().len(), 1);
    take(&dead, text(page, "ben", 2)).await;
    // It looks every tenth of a lease.
    let staying = schema.process_with(Duration::from_millis(500)).await.unwrap();
    let tray = Arc::<Tray>::default();
    tray.make_room(Room { calls: 9, flowing: true });
    assert!(staying.publish_to(Arc::clone(&tray) as Arc<dyn Outlet>).await.unwrap());
    schema.let_all_leases_end().await;
    until(async || (tray.waits() > 0).then_some(())).await; // that there is an account without a sender
    assert_eq!(endpoints(&staying.load_outbox(page, 9).await.unwrap()), ["one"]);
    assert_eq!(number(&claim_one(&staying, at(9)).await), 2);
}

#[tokio::test]
async fn a_broken_connection_is_made_anew() {
    let Some(schema) = Schema::new().await else { return };
    let store = schema.process().await;
    let page = account(&store).await;
    let tray = Tray::under(&store, page, 9).await;
    for number in 1..4 {
        schema.break_connections().await;
        // If a commit was under way, what had been begun is begun anew.
        until(async || store.ingest(vec![text(page, "ana", number)], false).await.ok()).await;
        until(async || {
            let claim = store.claim(9, at(9)).await.ok()?.pop()?;
            let finished = store.finish(vec![done(&claim, &["one"])]).await.ok()?;
            matches!(finished[..], [Finished::Kept { .. }]).then_some(())
        })
        .await;
        let rows = until(async || {
            let rows = [tray.empty(), store.load_outbox(page, 9).await.ok()?].concat();
            (!rows.is_empty()).then_some(rows)
        });
        assert_eq!(endpoints(&rows.await), ["one"]);
    }
    // Also the one on which others tell of calls.
    let (before, other) = (tray.waits(), schema.process().await);
    let number = Cell::new(100);
    until(async || {
        number.set(number.get() + 1);
        talk(&other, text(page, &format!("person {}", number.get()), number.get()), &["two"]).await;
        (tray.waits() > before).then_some(())
    })
    .await;
}

#[tokio::test]
async fn when_nobody_can_tell_what_was_kept_all_is_begun_anew() {
    let Some(schema) = Schema::new().await else { return };
    let store = schema.process().await;
    let page = account(&store).await;
    let begun = take(&store, text(page, "ana", 1)).await;
    talk(&store, text(page, "ben", 2), &["one"]).await;
    assert_eq!(store.load_outbox(page, 9).await.unwrap().len(), 1);
    schema.break_commits(true).await;
    let lost = store.ingest(vec![text(page, "cleo", 3)], true).await;
    assert!(matches!(lost, Err(StoreError::Unavailable(_))), "{lost:?}");
    schema.break_commits(false).await;
    // It may own Cleo's conversation and not know of it, so it owns nothing any more.
    let claims =
        until(async || Some(store.claim(9, at(9)).await.unwrap()).filter(|all| !all.is_empty())).await;
    assert_eq!((claims[0].inbox, claims[0].attempts), (begun.inbox, 2));
    assert_eq!(store.finish(vec![done(&begun, &["wrong"])]).await.unwrap(), [Finished::Fenced]);
    assert_eq!(endpoints(&store.load_outbox(page, 9).await.unwrap()), ["one"], "calls are given out again");
}

#[tokio::test]
async fn processes_that_start_at_once_make_the_tables_once() {
    let Some(schema) = Schema::new().await else { return };
    let (one, two, three) = tokio::join!(schema.process(), schema.process(), schema.process());
    let keys = [&one, &two, &three].map(|store: &Postgres| account(store));
    let [one, two, three] = keys;
    let numbers = tokio::join!(one, two, three);
    assert!(numbers.0 == numbers.1 && numbers.1 == numbers.2, "{numbers:?}");
}

/// Asks until there is an answer. Each time something is asked of the server, so that others get their turn.
async fn until<T>(ask: impl AsyncFn() -> Option<T>) -> T {
    let answer = async {
        loop {
            if let Some(answer) = ask().await {
                return answer;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), answer).await.expect("it never came")
}
