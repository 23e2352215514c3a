//! Operators see and do the same on every engine.

use std::fmt::Debug;

use serde_json::{Value, json};
use tertulia_store::{Caretaker, Conclusion, Discarded, Queue, Records, Retried};

use super::{
    engine::Engine,
    people::{ANA, BEA, at, begun, finish, well_known},
    server::Schema,
};

#[tokio::test]
async fn operators_see_and_do_the_same_on_every_engine() {
    let Some(schema) = Schema::new().await else { return };
    let sqlite = operate(&Engine::Sqlite(tempfile::tempdir().unwrap())).await;
    let postgres = operate(&Engine::Postgres(schema)).await;
    for (sqlite, postgres) in sqlite.iter().zip(&postgres) {
        assert_eq!(postgres, sqlite, "PostgreSQL is on the left");
    }
    assert_eq!(postgres.len(), sqlite.len());
}

/// Looks at everything, and changes what can be changed. Gives what was told.
async fn operate(engine: &Engine) -> Vec<String> {
    let store = engine.store().await;
    well_known(&*store, ANA, 1).await;
    well_known(&*store, BEA, 11).await;
    let waiting = begun(&*store, ANA, 20, "is the shop open?").await;
    let error = "the shop is closed".to_owned();
    finish(&*store, &waiting, Conclusion::Later { at: at(3600), error }).await;
    let mut told = Vec::new();
    let records = engine.records().await;
    look(&*records, &mut told).await;
    store.close().await.unwrap();
    drop(store);
    change(&*engine.caretaker().await, waiting.inbox, &mut told).await;
    look(&*records, &mut told).await;

    let store = engine.store().await;
    let claim = store.claim(5, at(60)).await.unwrap();
    tell(
        &mut told,
        claim.iter().map(|claim| (claim.inbox, claim.attempts, claim.errors)).collect::<Vec<_>>(),
    );
    let rows = store.load_outbox(waiting.account, 10).await.unwrap();
    tell(&mut told, rows.iter().map(|row| (row.id, row.call.body.get(), row.uncertain)).collect::<Vec<_>>());
    told
}

async fn look(records: &dyn Records, told: &mut Vec<String>) {
    tell(told, records.queues().await.unwrap());
    for queue in Queue::ALL {
        for limit in [1, 100] {
            tell(told, records.list(queue, limit).await.unwrap());
        }
        tell(told, records.record(queue, 3).await.unwrap());
        assert!(records.record(queue, 999).await.unwrap().is_none());
    }
    for id in [ANA, "+1 650-555-9999", "#1", "#2", "#77", "everyone", "nobody"] {
        for platform in ["whatsapp", "telegram"] {
            let people = records.people(platform, id).await.unwrap();
            for person in &people {
                let exported: Value = records.export(*person).await.unwrap();
                told.push(format!("{exported:#}"));
            }
            tell(told, people);
        }
    }
    records.export(77).await.unwrap_err();
    tell(told, records.last_traces(1).await.unwrap());
    tell(told, records.last_traces(100).await.unwrap());
    tell(told, (records.trace(1).await.unwrap(), records.trace(999).await.unwrap()));
}

async fn change(caretaker: &dyn Caretaker, waiting: i64, told: &mut Vec<String>) {
    let dead = caretaker.records().list(Queue::Dead, 3).await.unwrap();
    let kinds: Vec<_> = dead.iter().map(|row| (&*row.kind, row.error.as_deref())).collect();
    assert_eq!(kinds, [("letter", Some("no JSON")), ("event", Some("it broke")), ("call", Some("refused"))]);
    assert_eq!((dead[2].endpoint.as_deref(), &dead[2].body["text"]), (Some("messages"), &json!("two")));
    assert_eq!(dead[1].person, [format!("wa_id {BEA}")]);
    let [letter, event, call] = [&dead[0], &dead[1], &dead[2]].map(|row| row.number);
    let retry = async |queue, number| caretaker.retry(queue, number, at(60)).await.unwrap();
    let discard = async |queue, number| caretaker.discard(queue, number).await.unwrap();

    let impossible = retry(Queue::Dead, letter).await;
    assert!(matches!(impossible, Retried::Impossible(_)), "{impossible:?}");
    tell(told, impossible);
    assert!(matches!(retry(Queue::Dead, event).await, Retried::Again(Queue::Inbox, _)));
    assert!(matches!(retry(Queue::Dead, call).await, Retried::Again(Queue::Outbox, _)));
    assert_eq!(retry(Queue::Dead, call).await, Retried::Absent);
    assert_eq!(retry(Queue::Inbox, waiting).await, Retried::Again(Queue::Inbox, waiting));
    assert_eq!(retry(Queue::Outbox, 3).await, Retried::Again(Queue::Outbox, 3));
    assert_eq!(retry(Queue::Inbox, 999).await, Retried::Absent);
    assert_eq!(retry(Queue::Outbox, 999).await, Retried::Absent);
    for (queue, number) in [(Queue::Dead, letter), (Queue::Outbox, 3)] {
        assert_eq!(discard(queue, number).await, Discarded::Gone);
        assert_eq!(discard(queue, number).await, Discarded::Absent);
    }
    tell(told, caretaker.records().list(Queue::Inbox, 100).await.unwrap());
    assert_eq!(discard(Queue::Inbox, waiting).await, Discarded::Gone);

    let [ana] = caretaker.records().people("whatsapp", ANA).await.unwrap()[..] else { panic!("one person") };
    let [bea] = caretaker.records().people("whatsapp", BEA).await.unwrap()[..] else { panic!("one person") };
    let before = caretaker.records().export(bea).await.unwrap();
    tell(told, caretaker.forget(ana).await.unwrap());
    caretaker.forget(ana).await.unwrap_err();
    assert!(caretaker.records().people("whatsapp", ANA).await.unwrap().is_empty());
    assert_eq!(caretaker.records().export(bea).await.unwrap(), before, "nobody else is concerned");
}

fn tell(told: &mut Vec<String>, what: impl Debug) {
    told.push(format!("{what:#?}"));
}
