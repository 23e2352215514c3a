//! What is particular to SQLite: the file, its lock, its versions, and group commit.
#![cfg(feature = "sqlite")]
#![allow(clippy::unwrap_used, reason = "these are tests")]

use std::{
    path::PathBuf,
    task::{Context, Poll, Waker},
};

use jiff::Timestamp;
use rusqlite::Connection;
use serde_json::value::RawValue;
use tertulia_core::{
    Alias, Call, Chat, Dedupe, Event, EventKind, Groups, Incoming, Platform, Sender, turn::OutgoingCall,
};
use tertulia_store::{
    AccountId, Arrival, Claim, Conclusion, DeadLetter, Depth, Done, Finish, Finished, Ingested, Settled,
    Settlement, Sqlite, SqliteOptions, Store, StoreError, Synchronous,
};

#[test]
fn a_file_is_opened_by_one_process_only() {
    let file = File::new();
    let store = file.open();
    let refused = Sqlite::open(&file.path, SqliteOptions::default()).unwrap_err();
    let StoreError::InUse(text) = &refused else { panic!("{refused:?}") };
    assert!(text.contains("bot.db is in use by another process"), "{text}");
    drop(store);
    file.open();
}

#[test]
fn a_newer_version_is_refused() {
    let file = File::new();
    drop(file.open());
    let version: i64 = file.look("PRAGMA user_version");
    file.sql().pragma_update(None, "user_version", version + 1).unwrap();
    let StoreError::Unusable(text) = file.refused() else { panic!() };
    assert!(text.contains("use a newer version of the program"), "{text}");
    file.sql().pragma_update(None, "user_version", version).unwrap();
    file.open();
}

#[tokio::test]
async fn a_file_of_the_first_version_gets_what_it_lacks() {
    let file = File::new();
    let first = include_str!("../src/sqlite/migrations/0001_tables.sql");
    file.sql().execute_batch(first).unwrap();
    let filled = "
        PRAGMA application_id = 0x54455254; PRAGMA user_version = 1;
        INSERT INTO accounts (id, platform, native) VALUES (1, 'whatsapp', '1');
        INSERT INTO users (id, account, profile) VALUES (1, 1, '{}');
        INSERT INTO aliases (account, kind, value, user, place) VALUES (1, 'wa_id', '16505551234', 1, 0);";
    file.sql().execute_batch(filled).unwrap();
    let store = file.open();
    let account = account(&store).await;
    put(&store, text(account, 1, 1)).await.unwrap();
    let known = store.claim(1, at(0)).await.unwrap().remove(0).snapshot.user;
    assert_eq!((known.id, known.met, known.version), (1, true, 0), "who was there before has been met");
}

/// Before it was kept when a person was heard, their newest message tells.
#[test]
fn whoever_wrote_before_that_was_kept_was_heard_then() {
    let file = File::new();
    drop(file.open());
    file.sql()
        .execute_batch(
            "DROP TABLE chat_log;
             DROP TABLE traces;
             ALTER TABLE chats DROP COLUMN heard_at;
             INSERT INTO accounts (id, platform, native) VALUES (1, 'whatsapp', '1'), (2, 'telegram', '1');
             INSERT INTO users (id, account, profile) VALUES (1, 1, '{}'), (2, 2, '{}');
             INSERT INTO chats (id, account, native) VALUES (1, 1, 'u1'), (2, 2, 'u2');
             INSERT INTO conversations (account, chat, user, thread, business, last_message_sort)
             VALUES (1, 1, 1, '', '', 70), (1, 1, 1, 'comment:1', '', 90), (2, 2, 2, '', '', 80);
             PRAGMA user_version = 10;",
        )
        .unwrap();
    drop(file.open());
    assert_eq!(file.look::<i64>("SELECT sum(heard_at) FROM chats"), 70);
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    let file = File::new();
    file.sql().execute_batch("CREATE TABLE notes (text TEXT)").unwrap();
    let before = std::fs::read(&file.path).unwrap();
    let StoreError::Unusable(text) = file.refused() else { panic!() };
    assert!(text.contains("belongs to another program"), "{text}");
    assert_eq!(std::fs::read(&file.path).unwrap(), before);
}

#[test]
fn an_empty_database_of_another_program_is_left_alone() {
    let file = File::new();
    file.sql().pragma_update(None, "application_id", 77).unwrap();
    assert!(matches!(file.refused(), StoreError::Unusable(_)));
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let file = File::new();
    std::fs::write(&file.path, "These are the notes of a meeting. ".repeat(100)).unwrap();
    let StoreError::Unusable(text) = file.refused() else { panic!() };
    assert!(text.contains("bot.db"), "{text}");
}

#[test]
fn a_file_in_no_folder_is_refused() {
    let file = File::new();
    let refused = Sqlite::open(file.path.join("bot.db"), SqliteOptions::default()).unwrap_err();
    assert!(matches!(refused, StoreError::Unusable(_)));
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_may_read_the_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let file = File::new();
    let store = file.open();
    store.payload_key().await.unwrap();
    let mut seen = 0;
    for entry in std::fs::read_dir(file.path.parent().unwrap()).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{entry:?}");
        seen += 1;
    }
    assert_eq!(seen, 4, "the database, its log, the log's index and the lock");
}

#[tokio::test]
async fn a_database_can_live_in_memory() {
    let options = SqliteOptions { synchronous: Synchronous::Normal, ..SqliteOptions::default() };
    let store = Sqlite::open(":memory:", options).unwrap();
    let account = account(&store).await;
    assert!(matches!(put(&store, text(account, 1, 10)).await, Ok(Ingested::Stored(_))));
    assert!(!std::path::Path::new(":memory:.lock").exists());
}

/// What queues while the writer is kept from working shares a commit.
#[tokio::test]
async fn what_comes_together_is_committed_together() {
    let file = File::new();
    let store = file.open();
    let account = account(&store).await;
    let before = store.commits();
    let answers = together(&file, &store, (0..400).map(|number| text(account, number, 100))).await;
    assert!(answers.iter().all(Result::is_ok));
    let commits = store.commits() - before;
    assert!((1..=2).contains(&commits), "one for those that were first, one for all others: {commits}");
    assert_eq!(store.depth().await.unwrap().inbox, 400);
}

/// An operation that fails takes nothing from those that shared its transaction.
#[tokio::test]
async fn a_failure_is_its_own() {
    let file = File::new();
    let options = SqliteOptions { max_page_count: Some(200), ..SqliteOptions::default() };
    let store = Sqlite::open(&file.path, options).unwrap();
    let account = account(&store).await;
    let sizes = (0..).zip([100, 100, 4_000_000, 100, 100]);
    let answers = together(&file, &store, sizes.map(|(number, bytes)| text(account, number, bytes))).await;
    for (number, answer) in answers.iter().enumerate() {
        match answer {
            Ok(Ingested::Stored(_)) => assert_ne!(number, 2),
            Err(StoreError::Unavailable(text)) => {
                assert_eq!(number, 2);
                assert!(text.contains("full"), "{text}");
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(store.depth().await.unwrap().inbox, 4);
}

/// A full disk loses nothing that was acknowledged and keeps nothing that was not. With room, work goes on.
#[tokio::test]
async fn a_full_disk_is_survived() {
    let file = File::new();
    let options = SqliteOptions { max_page_count: Some(200), ..SqliteOptions::default() };
    let store = Sqlite::open(&file.path, options).unwrap();
    let account = account(&store).await;
    let mut kept = 0;
    while matches!(put(&store, text(account, kept, 20_000)).await, Ok(Ingested::Stored(_))) {
        kept += 1;
        assert!(kept < 100, "it is never full");
    }
    assert!(kept > 5);
    let refused = put(&store, text(account, kept, 20_000)).await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    assert_eq!(store.depth().await.unwrap().inbox, u64::try_from(kept).unwrap());

    let claim = store.claim(1, at(0)).await.unwrap().remove(0);
    let much = Conclusion::Done(Done { calls: calls(20, 100_000), ..Done::default() });
    assert!(matches!(store.finish(vec![end(&claim, much)]).await, Err(StoreError::Unavailable(_))));
    let inbox = u64::try_from(kept).unwrap();
    let depth = Depth { inbox, oldest_event: Some(at(0)), ..Depth::default() };
    assert_eq!(store.depth().await.unwrap(), depth, "neither calls are there nor is the event gone");

    let little = Conclusion::Done(Done::default());
    let finished = store.finish(vec![end(&claim, little)]).await.unwrap();
    assert_eq!(finished, [Finished::Kept { more: true }], "the claim still holds");
    assert!(matches!(put(&store, text(account, kept, 20_000)).await, Ok(Ingested::Stored(_))));
    drop(store);
    assert_eq!(file.look::<String>("PRAGMA integrity_check"), "ok");
    assert_eq!(file.open().depth().await.unwrap(), depth);
}

/// When the writer cannot keep up, what is more than the queue holds is refused at once.
#[tokio::test]
async fn a_full_queue_refuses() {
    let file = File::new();
    let store = file.open();
    let other = file.sql();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut waiting = Vec::new();
    let refused = loop {
        let mut asked = store.depth();
        match asked.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Pending => waiting.push(asked),
            Poll::Ready(answer) => break answer,
        }
        assert!(waiting.len() < 10_000, "it never refuses");
    };
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    assert!((4096..=4096 + 512).contains(&waiting.len()), "what waits and one batch: {}", waiting.len());
    other.execute_batch("COMMIT").unwrap();
    for asked in waiting {
        asked.await.unwrap();
    }
    store.depth().await.unwrap();
}

#[tokio::test]
async fn an_event_that_cannot_be_read_is_set_aside() {
    let file = File::new();
    let store = file.open();
    let account = account(&store).await;
    for number in [1, 2] {
        put(&store, text(account, number, 10)).await.unwrap();
    }
    file.sql().execute("UPDATE inbox SET event = '{\"kind\":' WHERE sort = 1", []).unwrap();
    let claims = store.claim(9, at(0)).await.unwrap();
    assert_eq!(claims.len(), 1);
    assert_eq!(claims[0].snapshot.event.message_id.as_deref(), Some("2"));
    assert_eq!(depth(&store).await, (1, 0, 1));
    assert_eq!(file.look::<String>("SELECT CAST(body AS TEXT) FROM dead"), "{\"kind\":");

    file.sql().execute("UPDATE inbox SET event = 'x', due_at = 0", []).unwrap();
    drop(store);
    let store = file.open();
    assert!(store.claim(9, at(0)).await.unwrap().is_empty(), "a mailbox of nothing else is at rest");
    assert_eq!(file.look::<i64>("SELECT count(*) FROM conversations WHERE wake_at IS NULL"), 1);
    assert_eq!(depth(&store).await, (0, 0, 2));
}

#[tokio::test]
async fn a_call_that_cannot_be_read_is_set_aside() {
    let file = File::new();
    let store = file.open();
    let account = account(&store).await;
    talk(&store, text(account, 1, 10), calls(2, 10)).await;
    file.sql().execute("UPDATE outbox SET body = '{' WHERE id = (SELECT min(id) FROM outbox)", []).unwrap();
    assert_eq!(store.load_outbox(account, 9).await.unwrap().len(), 1);
    assert_eq!(depth(&store).await, (0, 1, 1));
    assert_eq!(file.look::<String>("SELECT CAST(body AS TEXT) FROM dead"), "send\n{");
}

#[tokio::test]
async fn a_broken_state_is_kept_aside() {
    let file = File::new();
    let store = file.open();
    let account = account(&store).await;
    talk(&store, text(account, 1, 10), Vec::new()).await;
    file.sql().execute("UPDATE conversation_state SET state = '[1]'", []).unwrap();
    talk(&store, text(account, 2, 10), Vec::new()).await;
    let (state, aside): (String, String) = file
        .sql()
        .query_row("SELECT state, state_aside FROM conversation_state", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    assert_eq!((state.as_str(), aside.as_str()), ("{}", "[1]"));
}

#[tokio::test]
async fn who_cannot_be_reached_is_marked_until_the_next_event() {
    let file = File::new();
    let store = file.open();
    let account = account(&store).await;
    talk(&store, text(account, 1, 10), calls(1, 10)).await;
    let row = store.load_outbox(account, 9).await.unwrap()[0].id;
    let outcome = Settled::Unreachable { chat: 1, reason: "blocked".into() };
    store.settle(vec![Settlement { row, at: at(0), outcome, then_next: false }]).await.unwrap();
    assert!(!file.look::<bool>("SELECT reachable FROM users"));
    put(&store, text(account, 2, 10)).await.unwrap();
    assert!(file.look::<bool>("SELECT reachable FROM users"));
}

#[tokio::test]
async fn the_platforms_id_of_a_message_is_remembered() {
    let file = File::new();
    let store = file.open();
    let account = account(&store).await;
    talk(&store, text(account, 1, 10), calls(1, 10)).await;
    let row = store.load_outbox(account, 9).await.unwrap()[0].id;
    let outcome = Settled::Sent(Some("m_7".into()));
    store.settle(vec![Settlement { row, at: at(0), outcome, then_next: false }]).await.unwrap();
    assert_eq!(file.look::<String>("SELECT platform_id FROM sent"), "m_7");
    let retention = tertulia_store::Retention { payloads: std::time::Duration::MAX, chat_log: None };
    for (days, left) in [(7, 1), (9, 0)] {
        store.sweep(at(days * 24 * 3600), retention).await.unwrap();
        assert_eq!(file.look::<i64>("SELECT count(*) FROM sent"), left);
    }
}

#[tokio::test]
async fn closing_leaves_one_file_and_its_lock() {
    let file = File::new();
    let store = file.open();
    account(&store).await;
    store.close().await.unwrap();
    let mut names: Vec<_> = std::fs::read_dir(file.path.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["bot.db", "bot.db.lock"]);
}

struct File {
    path: PathBuf,
    _folder: tempfile::TempDir,
}

impl File {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { path: folder.path().join("bot.db"), _folder: folder }
    }

    fn open(&self) -> Sqlite {
        Sqlite::open(&self.path, SqliteOptions::default()).unwrap()
    }

    fn refused(&self) -> StoreError {
        Sqlite::open(&self.path, SqliteOptions::default()).unwrap_err()
    }

    fn sql(&self) -> Connection {
        Connection::open(&self.path).unwrap()
    }

    fn look<T: rusqlite::types::FromSql>(&self, sql: &str) -> T {
        self.sql().query_row(sql, [], |row| row.get(0)).unwrap()
    }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

async fn account(store: &Sqlite) -> AccountId {
    store.accounts(vec![(Platform::WHATSAPP, "1".into())]).await.unwrap()[0]
}

/// The text of that many bytes that a person wrote as the given message.
fn text(account: AccountId, number: i64, bytes: usize) -> Arrival {
    let kind = EventKind::Text { text: "a".repeat(bytes), command: None };
    let mut event = Event::new(kind, at(0), RawValue::from_string("{}".into()).unwrap());
    event.message_id = Some(number.to_string());
    let incoming = Incoming {
        account: "1".into(),
        dedupe: Dedupe::of_sequence(number),
        sort: number,
        sender: Some(Sender::new([Alias::new("wa_id", "16505551234")])),
        chat: Chat::default(),
        event,
    };
    Arrival { account, incoming, at: at(0), token: None, groups: Groups::Personal }
}

/// Puts these into their mailboxes while the writer is kept from working, so that all of them queue.
async fn together(
    file: &File,
    store: &Sqlite,
    arrivals: impl Iterator<Item = Arrival>,
) -> Vec<Result<Ingested, StoreError>> {
    let other = file.sql();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut ingests: Vec<_> = arrivals.map(|arrival| Box::pin(put(store, arrival))).collect();
    for ingest in &mut ingests {
        assert!(ingest.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    }
    other.execute_batch("COMMIT").unwrap();
    let mut answers = Vec::new();
    for ingest in ingests {
        answers.push(ingest.await);
    }
    answers
}

async fn put(store: &Sqlite, arrival: Arrival) -> Result<Ingested, StoreError> {
    Ok(store.ingest(vec![arrival], false).await?.remove(0))
}

async fn talk(store: &Sqlite, arrival: Arrival, calls: Vec<OutgoingCall>) {
    put(store, arrival).await.unwrap();
    let claim = store.claim(1, at(0)).await.unwrap().remove(0);
    let done = Conclusion::Done(Done { calls, ..Done::default() });
    assert_eq!(store.finish(vec![end(&claim, done)]).await.unwrap(), [Finished::Kept { more: false }]);
}

fn end(claim: &Claim, conclusion: Conclusion) -> Finish {
    Finish {
        conversation: claim.conversation,
        fence: claim.fence,
        seen: claim.seen,
        inbox: claim.inbox,
        at: at(0),
        conclusion,
        log: Vec::new(),
    }
}

fn calls(count: usize, bytes: usize) -> Vec<OutgoingCall> {
    let call = Call::new("send", &"a".repeat(bytes));
    vec![OutgoingCall::new(call, "reference"); count]
}

async fn depth(store: &Sqlite) -> (u64, u64, u64) {
    let Depth { inbox, outbox, dead, .. } = store.depth().await.unwrap();
    (inbox, outbox, dead)
}

#[tokio::test]
async fn nothing_new_comes_in_while_the_disk_is_nearly_full() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.db");
    let scarce = SqliteOptions { min_free: u64::MAX, ..SqliteOptions::default() };
    let store = Sqlite::open(&path, scarce).unwrap();
    let letter =
        || DeadLetter { at: at(0), platform: Platform::TELEGRAM, reason: "x".into(), body: b"x".to_vec() };
    assert!(matches!(store.bury(vec![letter()]).await, Err(StoreError::Unavailable(_))));
    assert!(store.payload_key().await.is_ok(), "what is not new goes on");
    drop(store);
    let store = Sqlite::open(&path, SqliteOptions::default()).unwrap();
    assert!(store.bury(vec![letter()]).await.is_ok());
}

#[tokio::test]
async fn a_full_disk_is_met_with_a_reserve() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.db");
    let ballast = folder.path().join("test.db.ballast");
    let options = SqliteOptions { ballast: 100_000, max_page_count: Some(60), ..SqliteOptions::default() };
    let store = Sqlite::open(&path, options).unwrap();
    assert_eq!(std::fs::metadata(&ballast).unwrap().len(), 100_000);
    let letter =
        DeadLetter { at: at(0), platform: Platform::TELEGRAM, reason: "x".into(), body: vec![0; 500_000] };
    assert!(matches!(store.bury(vec![letter]).await, Err(StoreError::Unavailable(_))));
    assert!(!ballast.exists(), "the reserve is given up when SQLite finds no room");
}
