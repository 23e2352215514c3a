//! Looking into a SQLite file, and putting it right.
#![cfg(feature = "sqlite")]
#![allow(clippy::unwrap_used, reason = "these are tests")]

use std::path::PathBuf;

use jiff::Timestamp;
use serde_json::{json, value::RawValue};
use tertulia_core::{
    Alias, Call, Chat, Dedupe, Event, EventKind, Groups, Incoming, Platform, Sender,
    payload::{Audience, StoredPayload},
    turn::OutgoingCall,
};
use tertulia_store::{
    Arrival, Claim, Conclusion, DeadLetter, Discarded, Done, Finish, Queue, Records as _, Retried, Settled,
    Settlement, Sqlite, SqliteCaretaker, SqliteOptions, SqliteReader, Store as _, StoreError, Upkeep as _,
};

const ANA: &str = "16505551234";
const BEA: &str = "16505559999";

/// A database in a folder of its own.
struct Kept {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Kept {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bot.db");
        Self { _folder: folder, path }
    }

    fn store(&self) -> Sqlite {
        Sqlite::open(&self.path, SqliteOptions::default()).unwrap()
    }

    fn reader(&self) -> SqliteReader {
        SqliteReader::open(&self.path).unwrap()
    }

    fn caretaker(&self) -> SqliteCaretaker {
        SqliteCaretaker::open(&self.path).unwrap()
    }

    /// Every file of the database, as bytes.
    fn holds(&self, text: &str) -> bool {
        let files = std::fs::read_dir(self.path.parent().unwrap()).unwrap();
        let mut contents = files.map(|file| std::fs::read(file.unwrap().path()).unwrap());
        contents.any(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
    }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

/// A person says something, and it is begun.
async fn begun(store: &Sqlite, who: &str, number: i64, text: &str) -> Claim {
    let account = store.accounts(vec![(Platform::WHATSAPP, "1".into())]).await.unwrap()[0];
    let kind = EventKind::Text { text: text.to_owned(), command: None };
    let incoming = Incoming {
        account: "1".into(),
        dedupe: Dedupe::of_sequence(number),
        sort: number,
        sender: Some(Sender::new([Alias::new("wa_id", who)])),
        chat: Chat::default(),
        event: Event::new(kind, at(0), RawValue::from_string("{}".into()).unwrap()),
    };
    let arrival = Arrival { account, incoming, at: at(0), token: None, groups: Groups::Personal };
    store.ingest(vec![arrival], false).await.unwrap();
    store.claim(1, at(0)).await.unwrap().remove(0)
}

async fn finish(store: &Sqlite, claim: &Claim, conclusion: Conclusion) {
    let Claim { conversation, fence, seen, inbox, .. } = *claim;
    store.finish(vec![Finish { conversation, fence, seen, inbox, at: at(0), conclusion }]).await.unwrap();
}

/// Somebody about whom everything is kept that can be.
async fn well_known(store: &Sqlite, who: &str, first: i64) {
    let claim = begun(store, who, first, "hello").await;
    let call = |text: &str| OutgoingCall::new(Call::new("messages", &json!({"to": who, "text": text})), "r");
    let payload = StoredPayload {
        id: [u8::try_from(first).unwrap(); 12],
        content: format!("pay:{who}"),
        audience: Audience::Chat,
        chat: claim.snapshot.chat,
        user: claim.snapshot.user.id,
        expires_at: None,
        once: false,
        used: false,
    };
    let done = Done {
        state: format!("{{\"secret of\":\"{who}\"}}"),
        calls: vec![call("one"), call("two"), call("three")],
        payloads: vec![payload],
        ..Done::default()
    };
    let trace = json!({"event": claim.inbox, "platform": "whatsapp", "user": who}).to_string();
    store.keep_traces(vec![(claim.inbox, trace)], 100).await.unwrap();
    finish(store, &claim, Conclusion::Done(done)).await;
    let rows = store.load_outbox(claim.account, 10).await.unwrap();
    let settle = |row: usize, outcome| Settlement { row: rows[row].id, at: at(1), outcome, then_next: false };
    let sent = settle(rows.len() - 3, Settled::Sent(Some(format!("wamid.{who}"))));
    let dead = settle(rows.len() - 2, Settled::Dead("refused".to_owned()));
    store.settle(vec![sent, dead]).await.unwrap();
    let claim = begun(store, who, first + 1, "again").await;
    let error = "it broke".to_owned();
    finish(store, &claim, Conclusion::Dead { error, calls: Vec::new() }).await;
    let body = format!("{{\"from\": \"{who}\"").into_bytes();
    store
        .bury(vec![DeadLetter { at: at(2), platform: Platform::WHATSAPP, reason: "no JSON".into(), body }])
        .await
        .unwrap();
}

#[tokio::test]
async fn a_person_is_found_exported_and_forgotten_and_nobody_else_is() {
    let kept = Kept::new();
    let store = kept.store();
    well_known(&store, ANA, 1).await;
    well_known(&store, BEA, 11).await;
    let reader = kept.reader();
    let [ana] = reader.people("whatsapp", "+1 650-555-1234").await.unwrap()[..] else { panic!("one person") };
    assert_eq!(reader.people("whatsapp", &format!("#{ana}")).await.unwrap(), [ana]);
    assert!(reader.people("telegram", ANA).await.unwrap().is_empty());
    let exported = reader.export(ana).await.unwrap();
    for (part, count) in [
        ("users", 1),
        ("aliases", 1),
        ("conversations", 1),
        ("outbox", 1),
        ("sent", 1),
        ("payloads", 1),
        ("traces", 1),
        ("dead", 3), // a call, an event, and what could not be read
    ] {
        assert_eq!(exported[part].as_array().unwrap().len(), count, "{part}: {exported:#}");
    }
    assert_eq!(exported["conversations"][0]["state"]["secret of"], ANA);
    assert!(!exported.to_string().contains(BEA));
    let refused = SqliteCaretaker::open(&kept.path).unwrap_err();
    assert!(matches!(refused, StoreError::InUse(_)), "{refused}");
    store.close().await.unwrap();
    drop(store);
    let before = reader.export(ana + 1).await.unwrap();
    assert!(kept.holds(ANA));
    let erased = kept.caretaker().forget(ana).await.unwrap();
    assert!(
        erased.contains(&("payloads".to_owned(), 1)) && erased.contains(&("users".to_owned(), 1)),
        "{erased:?}"
    );
    assert!(reader.people("whatsapp", ANA).await.unwrap().is_empty());
    assert!(!kept.holds(ANA), "what was erased is written over, in the log too");
    assert_eq!(reader.export(ana + 1).await.unwrap(), before, "nobody else is concerned");
    let store = kept.store();
    let claim = begun(&store, ANA, 30, "hello").await;
    assert!(claim.snapshot.user.id > ana + 1 && !claim.snapshot.user.met, "who comes back is somebody new");
}

#[tokio::test]
async fn what_was_set_aside_is_done_again_or_removed() {
    let kept = Kept::new();
    let store = kept.store();
    well_known(&store, ANA, 1).await;
    store.close().await.unwrap();
    drop(store);
    let caretaker = kept.caretaker();
    let dead = caretaker.list(Queue::Dead, 10).await.unwrap();
    let kinds: Vec<_> = dead.iter().map(|row| (&*row.kind, row.error.as_deref())).collect();
    assert_eq!(kinds, [("letter", Some("no JSON")), ("event", Some("it broke")), ("call", Some("refused"))]);
    assert_eq!((dead[2].endpoint.as_deref(), &dead[2].body["text"]), (Some("messages"), &json!("two")));
    assert_eq!(dead[1].person, [format!("wa_id {ANA}")]);
    let retry = async |row: usize| caretaker.retry(Queue::Dead, dead[row].number, at(60)).await.unwrap();
    assert!(matches!(retry(0).await, Retried::Impossible(_)));
    assert!(matches!(retry(1).await, Retried::Again(Queue::Inbox, _)));
    let Retried::Again(Queue::Outbox, call) = retry(2).await else { panic!("the call is made again") };
    assert_eq!(retry(2).await, Retried::Absent);
    assert_eq!(caretaker.discard(Queue::Dead, dead[0].number).await.unwrap(), Discarded::Gone);
    assert_eq!(caretaker.discard(Queue::Dead, dead[0].number).await.unwrap(), Discarded::Absent);
    assert_eq!(caretaker.queues().await.unwrap()[2].count, 0);
    drop(caretaker);
    let store = kept.store();
    let claim = store.claim(5, at(60)).await.unwrap().remove(0);
    let rows = store.load_outbox(claim.account, 10).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.id).next_back(), Some(call), "it is the last of its chat");
}

#[tokio::test]
async fn what_waits_after_an_error_waits_no_longer() {
    let kept = Kept::new();
    let store = kept.store();
    let claim = begun(&store, ANA, 1, "hello").await;
    let later = Conclusion::Later { at: at(3600), error: "the shop is closed".to_owned() };
    finish(&store, &claim, later).await;
    assert!(store.claim(1, at(60)).await.unwrap().is_empty());
    store.close().await.unwrap();
    drop(store);
    let waiting = kept.reader().record(Queue::Inbox, claim.inbox).await.unwrap().unwrap();
    assert_eq!((waiting.error.as_deref(), waiting.at), (Some("the shop is closed"), at(3600)));
    let again = kept.caretaker().retry(Queue::Inbox, claim.inbox, at(60)).await.unwrap();
    assert_eq!(again, Retried::Again(Queue::Inbox, claim.inbox));
    let claim = kept.store().claim(1, at(60)).await.unwrap().remove(0);
    assert_eq!((claim.attempts, claim.errors), (1, 0), "from the beginning");
}

#[test]
fn a_file_is_brought_up_to_date_or_made() {
    let kept = Kept::new();
    assert!(matches!(SqliteCaretaker::open(&kept.path), Err(StoreError::Unusable(_))), "it makes none");
    assert!(!kept.path.exists());
    let (before, now) = Sqlite::migrate(&kept.path, SqliteOptions::default()).unwrap();
    assert!(before == 0 && now > 0);
    assert_eq!(Sqlite::migrate(&kept.path, SqliteOptions::default()).unwrap(), (now, now));
    let store = kept.store();
    assert!(Sqlite::migrate(&kept.path, SqliteOptions::default()).is_err(), "a bot runs on it");
    drop(store);
}
