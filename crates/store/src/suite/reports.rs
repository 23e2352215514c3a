//! A conversation is told when a message of its did not arrive.

use serde_json::json;
use tertulia_core::{
    Event, EventKind,
    event::Undelivered,
    receipt::Status::{self, Failed},
};

use super::{Database, fixture::*};
use crate::{Claim, Conclusion, Settled, Store};

/// A call that will never be made is told as a failure, one of which nobody will ever tell as unknown: each once,
/// behind what waits.
pub async fn what_was_given_up_is_told(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let claim = talk(store, text(account, "ana", 5), &["one", "two"]).await;
    let rows = store.load_outbox(account, 9).await.unwrap();
    put(store, text(account, "ana", 6)).await;
    for _ in 0..2 {
        settle(store, rows[0].id, Settled::Dead("no such button".into())).await;
        settle(store, rows[1].id, Settled::Lost("no answer".into())).await;
    }
    assert_eq!(depth(store).await, (3, 0, 2));
    let waited = claim_one(store, at(9)).await;
    assert_eq!(number(&waited), 6);
    assert!(finish(store, done(&waited, &[])).await);
    let undelivered = |reason: &str, text: &str| Undelivered {
        reason: reason.into(),
        message: json!({ "text": text }).to_string(),
    };
    for expected in [
        EventKind::DeliveryFailed(undelivered("no such button", "one")),
        EventKind::DeliveryUnknown(undelivered("no answer", "two")),
    ] {
        let told = claim_one(store, at(9)).await;
        assert_eq!((told.conversation, told.attempts), (claim.conversation, 1));
        assert_eq!(told.seen, claim.seen + 3, "they count as events");
        assert!(told.inbox > claim.inbox);
        let Event { kind, at, addressed, message_id, .. } = &told.snapshot.event;
        assert_eq!((kind, *at), (&expected, super::fixture::at(0)), "at the time of the settlement");
        assert_eq!((*addressed, message_id, told.snapshot.event.raw()), (false, &None, "null"));
        finish(store, done(&told, &[])).await;
    }
    assert_eq!(depth(store).await, (0, 0, 2));
}

/// The platform may tell later that a message will not arrive: that is told once, with the message's id.
pub async fn a_failure_after_sending_is_told_once(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    let claim = talk(&*store, text(page, "ana", 1), &["one", "two"]).await;
    let rows = store.load_outbox(page, 9).await.unwrap();
    settle(&*store, rows[0].id, Settled::Sent(Some("m1".into()))).await;
    drop(store);
    let store = &*database.open().await.unwrap();
    // Of the second one nobody knows yet that it was sent.
    let failures = [("m1", Some("one"), "closed"), ("m2", Some("two"), "blocked"), ("m1", None, "again")];
    for _ in 0..2 {
        let receipts =
            failures.map(|(id, reference, reason)| (page, receipt(id, reference, Failed(reason.to_owned()))));
        store.receipts(receipts.to_vec(), at(7)).await.unwrap();
    }
    assert_eq!(depth(store).await, (2, 0, 0));
    for (id, reason) in [("m1", "closed"), ("m2", "blocked")] {
        let told = claim_one(store, at(7)).await;
        let message = json!({ "id": id }).to_string();
        let expected = EventKind::DeliveryFailed(Undelivered { reason: reason.into(), message });
        assert_eq!((told.conversation, told.snapshot.event.at), (claim.conversation, at(7)));
        assert_eq!(told.snapshot.event.kind, expected);
        finish(store, done(&told, &[])).await;
    }
}

/// What is said because a message failed is not told when it fails, too: else it might never end. What is said
/// later is told again.
pub async fn a_failure_is_not_told_about_what_is_said_of_it(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    talk(&*store, text(page, "ana", 1), &["one"]).await;
    let row = store.load_outbox(page, 9).await.unwrap()[0].id;
    settle(&*store, row, Settled::Dead("wrong".into())).await;
    let told = claim_one(&*store, at(2)).await;
    finish(&*store, end(&told, Conclusion::Later { at: at(3), error: "no answer".into() })).await;
    drop(store);
    let store = &*database.open().await.unwrap();
    let told = claim_one(store, at(3)).await;
    finish(store, done(&told, &["sorry", "really", "very"])).await;
    assert!(fail_all(store).await.is_empty(), "nothing is told");

    talk(store, text(page, "ana", 4), &["two"]).await;
    let told = fail_all(store).await.remove(0);
    finish(store, end(&told, Conclusion::Dead { error: "broken".into(), calls: calls(&["oh"]) })).await;
    assert!(fail_all(store).await.is_empty(), "nor if that turn broke");
}

/// A report comes in as any event: it waits for the turn that runs, and for an event that is tried again later.
pub async fn a_report_waits_for_its_turn(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    talk(store, text(account, "ana", 1), &["one", "two"]).await;
    let rows = store.load_outbox(account, 9).await.unwrap();
    let running = take(store, text(account, "ana", 2)).await;
    settle(store, rows[0].id, Settled::Dead("wrong".into())).await;
    assert!(claim_all(store, at(9)).await.is_empty());
    let later = Conclusion::Later { at: at(60), error: "no answer".into() };
    assert!(finish(store, end(&running, later)).await);
    settle(store, rows[1].id, Settled::Dead("wrong".into())).await;
    assert!(claim_all(store, at(59)).await.is_empty());
    let again = claim_one(store, at(60)).await;
    assert_eq!(number(&again), 2);
    assert!(finish(store, done(&again, &[])).await);
    assert!(matches!(claim_one(store, at(60)).await.snapshot.event.kind, EventKind::DeliveryFailed(_)));
}

/// Everything that waits fails, in each way in turn. Gives what is told.
async fn fail_all(store: &dyn Store) -> Vec<Claim> {
    let account = account(store).await;
    let ways =
        [Settled::Dead("wrong".into()), Settled::Lost("no answer".into()), Settled::Sent(Some("m1".into()))];
    for (row, way) in store.load_outbox(account, 9).await.unwrap().iter().zip(ways) {
        settle(store, row.id, way).await;
    }
    let failed: Status = Failed("no such number".into());
    store.receipts(vec![(account, receipt("m1", None, failed))], at(5)).await.unwrap();
    claim_all(store, at(9)).await
}
