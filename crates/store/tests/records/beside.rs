//! Putting queues right beside bots that run.

use std::sync::Arc;

use tertulia_store::{
    AccountId, Caretaker as _, Claim, Conclusion, Discarded, Finished, Postgres, PostgresCaretaker,
    PostgresReader, Queue, Records as _, Retried, Room, Settled, Store, StoreError, Upkeep as _,
    suite::{Tray, fixture},
};

use super::{
    engine::LEASE,
    people::{ANA, at, begun, finish},
    server::Schema,
};
use fixture::{account, done, endpoints, settle, take, talk, text};

#[tokio::test]
async fn what_waits_after_an_error_is_begun_at_once_by_the_running_bot() {
    let Some(schema) = Schema::new().await else { return };
    let store = schema.process().await;
    let claim = begun(&store, ANA, 1, "hello").await;
    let later = Conclusion::Later { at: at(3600), error: "the shop is closed".to_owned() };
    finish(&store, &claim, later).await;
    assert!(store.claim(1, at(60)).await.unwrap().is_empty());
    let again = schema.caretaker().await.retry(Queue::Inbox, claim.inbox, at(60)).await.unwrap();
    assert_eq!(again, Retried::Again(Queue::Inbox, claim.inbox));
    let claim = store.claim(1, at(60)).await.unwrap().remove(0);
    assert_eq!((claim.attempts, claim.errors), (1, 0), "from the beginning");
}

/// A bot that handles what Ana wrote first, and what she wrote then.
struct Busy {
    store: Postgres,
    page: AccountId,
    claim: Claim,
    caretaker: PostgresCaretaker,
    waiting: i64,
}

impl Busy {
    async fn on(schema: &Schema) -> Self {
        let store = schema.process().await;
        let page = account(&store).await;
        let claim = take(&store, text(page, "ana", 1)).await;
        store.ingest(vec![text(page, "ana", 2)], true).await.unwrap();
        let caretaker = schema.caretaker().await;
        let waiting = caretaker.records().list(Queue::Inbox, 9).await.unwrap()[1].number;
        Self { store, page, claim, caretaker, waiting }
    }
}

#[tokio::test]
async fn what_is_removed_while_it_is_handled_leaves_nothing_behind() {
    let Some(schema) = Schema::new().await else { return };
    let Busy { store, page, claim, caretaker, waiting } = Busy::on(&schema).await;
    assert_eq!(caretaker.discard(Queue::Inbox, claim.inbox).await.unwrap(), Discarded::Gone);
    assert_eq!(store.finish(vec![done(&claim, &["wrong"])]).await.unwrap(), [Finished::Fenced]);
    let next = store.claim(9, at(9)).await.unwrap().remove(0);
    assert_eq!(next.inbox, waiting, "the conversation goes on with what comes next");
    assert!(store.load_outbox(page, 9).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_only_waits_is_removed_without_disturbing_the_turn_before_it() {
    let Some(schema) = Schema::new().await else { return };
    let Busy { store, claim, caretaker, waiting, .. } = Busy::on(&schema).await;
    assert_eq!(caretaker.discard(Queue::Inbox, waiting).await.unwrap(), Discarded::Gone);
    assert_eq!(store.finish(vec![done(&claim, &["one"])]).await.unwrap(), [Finished::Kept { more: false }]);
}

#[tokio::test]
async fn a_call_that_is_under_way_is_left_to_its_sender() {
    let Some(schema) = Schema::new().await else { return };
    let store = schema.process().await;
    let page = account(&store).await;
    talk(&store, text(page, "ana", 1), &["one", "two"]).await;
    let rows = store.load_outbox(page, 9).await.unwrap();
    let [one, two] = [rows[0].id, rows[1].id];
    assert_eq!(store.mark_dispatching(vec![one]).await.unwrap(), [one]);
    let caretaker = schema.caretaker().await;
    assert!(matches!(caretaker.discard(Queue::Outbox, one).await.unwrap(), Discarded::Impossible(_)));
    assert!(matches!(caretaker.retry(Queue::Outbox, one, at(9)).await.unwrap(), Retried::Impossible(_)));
    // One that only waits for its turn is never made: who has it asks before.
    assert_eq!(caretaker.discard(Queue::Outbox, two).await.unwrap(), Discarded::Gone);
    assert!(store.mark_dispatching(vec![two]).await.unwrap().is_empty());
    settle(&store, one, Settled::Sent(Some("m1".into()))).await;
    assert_eq!(caretaker.discard(Queue::Outbox, one).await.unwrap(), Discarded::Absent);

    talk(&store, text(page, "ana", 2), &["three"]).await;
    let three = store.load_outbox(page, 9).await.unwrap()[0].id;
    store.mark_dispatching(vec![three]).await.unwrap();
    schema.let_all_leases_end().await;
    assert_eq!(caretaker.discard(Queue::Outbox, three).await.unwrap(), Discarded::Gone, "its sender is dead");
}

#[tokio::test]
async fn a_call_that_waits_after_an_error_is_made_at_once_by_the_running_bot() {
    let Some(schema) = Schema::new().await else { return };
    let store = schema.process().await;
    let page = account(&store).await;
    let tray = Tray::under(&store, page, 9).await;
    talk(&store, text(page, "ana", 1), &["one", "two"]).await;
    let one = tray.empty()[0].id;
    settle(&store, one, Settled::Later { not_before: at(3600), error: "busy".into() }).await;
    let before = tray.waits();
    let again = schema.caretaker().await.retry(Queue::Outbox, one, at(9)).await.unwrap();
    assert_eq!(again, Retried::Again(Queue::Outbox, one));
    told(&tray, before).await;
    let rows = store.load_outbox(page, 9).await.unwrap();
    assert_eq!(
        rows.iter().map(|row| (row.id, row.not_before, row.attempts)).collect::<Vec<_>>(),
        [(one, None, 0)]
    );
}

#[tokio::test]
async fn a_call_that_was_set_aside_is_made_by_the_running_bot() {
    let Some(schema) = Schema::new().await else { return };
    let store = schema.process().await;
    let page = account(&store).await;
    let tray = Tray::under(&store, page, 9).await;
    talk(&store, text(page, "ana", 1), &["one"]).await;
    settle(&store, tray.empty()[0].id, Settled::Dead("refused".into())).await;
    let before = tray.waits();
    let caretaker = schema.caretaker().await;
    let dead = caretaker.records().list(Queue::Dead, 9).await.unwrap()[0].number;
    assert!(matches!(
        caretaker.retry(Queue::Dead, dead, at(9)).await.unwrap(),
        Retried::Again(Queue::Outbox, _)
    ));
    told(&tray, before).await;
    assert_eq!(endpoints(&store.load_outbox(page, 9).await.unwrap()), ["one"]);
}

#[tokio::test]
async fn tables_that_are_not_there_are_not_made_by_looking() {
    let Some(schema) = Schema::new().await else { return };
    let open = async || PostgresReader::open(&schema.url, schema.options(LEASE)).await;
    let StoreError::Unusable(text) = open().await.unwrap_err() else { panic!("it is unusable") };
    assert!(text.contains("it is made when the bot is started"), "{text}");
    let migrate = async || Postgres::migrate(&schema.url, schema.options(LEASE)).await.unwrap();
    let (before, now) = migrate().await;
    assert!(before == 0 && now > 0);
    assert_eq!(migrate().await, (now, now));
    assert_eq!(open().await.unwrap().queues().await.unwrap().len(), 3);
    schema.rows("UPDATE meta SET value = '0' WHERE key = 'schema_version'").await;
    let StoreError::Unusable(text) = open().await.unwrap_err() else { panic!("it is unusable") };
    assert!(text.contains("older version"), "{text}");
}

/// Waits until the sender is told that calls wait.
async fn told(tray: &Arc<Tray>, before: usize) {
    tray.make_room(Room { calls: 9, flowing: true });
    let told = async {
        while tray.waits() <= before {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), told).await.expect("nobody is told");
}
