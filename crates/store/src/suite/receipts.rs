//! What platforms tell about messages that were sent.

use tertulia_core::{
    Alias, Platform,
    receipt::{About, Receipt, Status},
};

use super::{Database, fixture::*};
use crate::{Claim, OutboxRow, Received, Reconciled, Settled, Store};

/// A receipt with our name for a message proves that its call was made. It is named once, whatever is told
/// of it afterwards.
pub async fn a_receipt_proves_that_a_call_was_made(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let (claim, rows) = calls_in_doubt(store, &["one", "two"]).await;
    let twice = vec![
        (account, receipt("m1", Some("one"), Status::Sent)),
        (account, receipt("m1", Some("one"), Status::Delivered)),
    ];
    let expected = Reconciled { account, row: rows[0].id, chat: claim.snapshot.chat };
    let received = store.receipts(twice.clone(), at(5)).await.unwrap();
    assert_eq!((received.reconciled, received.arrived), (vec![expected], vec![1]));
    assert_eq!(depth(store).await, (0, 1, 0));
    assert_eq!(store.receipts(twice, at(6)).await.unwrap(), Received::default());
    for late in
        [Settled::Sent(Some("m1".into())), Settled::Lost("no answer".into()), Settled::Dead("no".into())]
    {
        settle(store, rows[0].id, late).await;
    }
    assert_eq!(depth(store).await, (0, 1, 0), "it was made, and the other one still waits");
}

/// The proof may also come after a restart, before the call is given out again or after.
pub async fn a_receipt_proves_it_after_a_restart(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    calls_in_doubt(&*store, &["one", "two", "three"]).await;
    drop(store);
    let store = &*database.open().await.unwrap();
    assert_eq!(told(store, receipt("m1", Some("one"), Status::Sent)).await.len(), 1);
    let rows = store.load_outbox(page, 9).await.unwrap();
    assert_eq!(endpoints(&rows), ["two", "three"]);
    let proved = told(store, receipt("m2", Some("two"), Status::Read)).await;
    assert_eq!(proved.iter().map(|proved| proved.row).collect::<Vec<_>>(), [rows[0].id]);
    assert_eq!(depth(store).await, (0, 1, 0));
}

/// A receipt about a call that is known to be made proves nothing new.
pub async fn a_receipt_after_the_answer_names_nothing(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let (_, rows) = calls_in_doubt(store, &["one", "two"]).await;
    settle(store, rows[0].id, Settled::Sent(Some("m1".into()))).await;
    settle(store, rows[1].id, Settled::Sent(None)).await;
    for (id, reference) in [("m1", "one"), ("m2", "two")] {
        assert_eq!(told(store, receipt(id, Some(reference), Status::Read)).await, []);
    }
    assert_eq!(depth(store).await, (0, 0, 0));
}

/// A receipt about what nobody knows changes nothing: neither another account's call with the same name, nor
/// one that goes by the platform's id alone.
pub async fn a_receipt_about_something_unknown_is_nothing(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    calls_in_doubt(store, &["one"]).await;
    let other = store.accounts(vec![(Platform::WHATSAPP, "other".into())]).await.unwrap()[0];
    let everything = |person| Receipt {
        about: About::Everything(Alias::new("psid", person)),
        ..receipt("", None, Status::Read)
    };
    for unknown in [
        receipt("m1", None, Status::Failed("no such number".into())),
        receipt("one", None, Status::Failed("no such number".into())),
        receipt("m1", Some("two"), Status::Failed("no such number".into())),
        receipt("m1", Some(""), Status::Delivered),
        everything("ana"),
        everything("nobody"),
    ] {
        assert_eq!(told(store, unknown).await, []);
    }
    let foreign = vec![(other, receipt("m1", Some("one"), Status::Sent))];
    assert_eq!(store.receipts(foreign, at(5)).await.unwrap(), Received::default());
    assert_eq!(store.receipts(Vec::new(), at(5)).await.unwrap(), Received::default());
    assert_eq!(depth(store).await, (0, 1, 0));
}

/// A status only grows, in whatever order receipts come: a failure counts, unless the message was delivered.
pub async fn a_message_gets_as_far_as_it_ever_was(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let failed = || Status::Failed("no such number".into());
    let mut events = 0;
    for (number, (statuses, failures)) in (1..).zip([
        (vec![Status::Sent, failed()], 1),
        (vec![failed(), Status::Sent, failed()], 1),
        (vec![failed(), Status::Delivered, failed(), Status::Read, failed()], 1),
        (vec![Status::Delivered, Status::Sent, failed()], 0),
        (vec![Status::Read, Status::Delivered, failed()], 0),
    ]) {
        let id = format!("{statuses:?}");
        talk(store, text(account, &id, number), &["one"]).await;
        let row = store.load_outbox(account, 1).await.unwrap().remove(0).id;
        settle(store, row, Settled::Sent(Some(id.clone()))).await;
        for status in statuses {
            assert_eq!(told(store, receipt(&id, None, status)).await, []);
        }
        events += failures;
        assert_eq!(depth(store).await, (events, 0, 0), "{id}");
    }
}

/// Ana has these calls made, and nobody can tell whether they were.
async fn calls_in_doubt(store: &dyn Store, endpoints: &[&str]) -> (Claim, Vec<OutboxRow>) {
    let account = account(store).await;
    let claim = talk(store, text(account, "ana", 1), endpoints).await;
    let rows = store.load_outbox(account, 9).await.unwrap();
    store.mark_dispatching(rows.iter().map(|row| row.id).collect()).await.unwrap();
    for row in &rows {
        settle(store, row.id, Settled::Uncertain { until: at(60), error: "no answer".into() }).await;
    }
    (claim, rows)
}

/// What a receipt proves.
async fn told(store: &dyn Store, receipt: Receipt) -> Vec<Reconciled> {
    let account = account(store).await;
    store.receipts(vec![(account, receipt)], at(5)).await.unwrap().reconciled
}
