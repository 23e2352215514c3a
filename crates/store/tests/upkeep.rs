//! Putting right what a running bot keeps in its SQLite file.
#![cfg(feature = "sqlite")]
#![allow(clippy::unwrap_used, reason = "these are tests")]

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
};

use jiff::Timestamp;
use serde_json::{json, value::RawValue};
use tertulia_core::{
    Alias, Call, Chat, Dedupe, Event, EventKind, Groups, Incoming, Platform, Sender, turn::OutgoingCall,
};
use tertulia_store::{
    AccountId, Arrival, Claim, Conclusion, Discarded, Done, Finish, Finished, OutboxRow, Outlet, Queue,
    Records as _, Retried, Room, Settled, Settlement, Sqlite, SqliteOptions, SqliteReader, Store as _,
    Upkeep as _,
};

const ANA: &str = "16505551234";

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

/// A bot that runs.
struct Running {
    folder: tempfile::TempDir,
    store: Sqlite,
    account: AccountId,
    lanes: Arc<Lanes>,
}

/// What the senders are told.
#[derive(Default)]
struct Lanes {
    gone: Mutex<Vec<i64>>,
    waiting: Mutex<usize>,
}

impl Outlet for Lanes {
    fn room(&self, _: AccountId) -> Room {
        Room { calls: 100, flowing: false }
    }

    fn take(&self, _: AccountId, _: Vec<OutboxRow>) {}

    fn wait(&self, _: AccountId) {
        *self.waiting.lock().unwrap() += 1;
    }

    fn gone(&self, _: AccountId, _: i64, row: i64) {
        self.gone.lock().unwrap().push(row);
    }
}

impl Running {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::open(folder.path().join("bot.db"), SqliteOptions::default()).unwrap();
        let account = store.accounts(vec![(Platform::WHATSAPP, "1".into())]).await.unwrap()[0];
        let lanes = Arc::<Lanes>::default();
        store.publish_to(Arc::<Lanes>::clone(&lanes)).await.unwrap();
        store.load_outbox(account, 10).await.unwrap();
        Self { folder, store, account, lanes }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("bot.db")
    }

    /// Ana says something.
    async fn says(&self, number: i64, text: &str) {
        let incoming = Incoming {
            account: "1".into(),
            dedupe: Dedupe::of_sequence(number),
            sort: number,
            sender: Some(Sender::new([Alias::new("wa_id", ANA)])),
            chat: Chat::default(),
            event: Event::new(
                EventKind::Text { text: text.to_owned(), command: None },
                at(0),
                RawValue::from_string("{}".into()).unwrap(),
            ),
        };
        let account = self.account;
        let arrival = Arrival { account, incoming, at: at(0), token: None, groups: Groups::Personal };
        self.store.ingest(vec![arrival], false).await.unwrap();
    }

    async fn claim(&self, now: i64) -> Option<Claim> {
        self.store.claim(1, at(now)).await.unwrap().pop()
    }

    async fn finish(&self, claim: &Claim, conclusion: Conclusion) -> Finished {
        let Claim { conversation, fence, seen, inbox, .. } = *claim;
        let finish = Finish { conversation, fence, seen, inbox, at: at(0), conclusion, log: Vec::new() };
        self.store.finish(vec![finish]).await.unwrap()[0]
    }

    /// A turn that says so much to Ana: the numbers of the calls.
    async fn answers(&self, texts: &[&str]) -> Vec<i64> {
        self.says(1, "hello").await;
        let claim = self.claim(0).await.unwrap();
        let calls = texts
            .iter()
            .map(|text| OutgoingCall::new(Call::new("messages", &json!({"to": ANA, "text": text})), "r"));
        let done = Done { calls: calls.collect(), ..Done::default() };
        self.finish(&claim, Conclusion::Done(done)).await;
        self.reader().list(Queue::Outbox, 10).await.unwrap().iter().map(|row| row.number).collect()
    }

    fn reader(&self) -> SqliteReader {
        SqliteReader::open(self.path()).unwrap()
    }

    /// Whether the text is in any file of the database.
    fn holds(&self, text: &str) -> bool {
        let files = std::fs::read_dir(self.folder.path()).unwrap();
        let mut contents = files.map(|file| std::fs::read(file.unwrap().path()).unwrap());
        contents.any(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
    }
}

fn later() -> Conclusion {
    Conclusion::Later { at: at(3600), error: "the shop is closed".to_owned() }
}

#[tokio::test]
async fn an_event_that_waits_after_an_error_is_due_at_once() {
    let bot = Running::start().await;
    bot.says(1, "hello").await;
    let claim = bot.claim(0).await.unwrap();
    let now = bot.store.retry(Queue::Inbox, claim.inbox, at(1)).await.unwrap();
    assert!(matches!(&now, Retried::Impossible(why) if why.contains("is being handled now")), "{now:?}");
    bot.finish(&claim, later()).await;
    assert!(bot.claim(1).await.is_none());
    let again = bot.store.retry(Queue::Inbox, claim.inbox, at(1)).await.unwrap();
    assert_eq!(again, Retried::Again(Queue::Inbox, claim.inbox));
    let claim = bot.claim(1).await.unwrap();
    assert_eq!((claim.attempts, claim.errors), (1, 0), "from the beginning");
}

#[tokio::test]
async fn what_waited_for_an_event_that_is_removed_goes_on() {
    let bot = Running::start().await;
    bot.says(1, "hello").await;
    let failing = bot.claim(0).await.unwrap();
    bot.finish(&failing, later()).await;
    bot.says(2, "are you there?").await;
    assert!(bot.claim(1).await.is_none(), "it waits for the first");
    assert_eq!(bot.store.discard(Queue::Inbox, failing.inbox).await.unwrap(), Discarded::Gone);
    assert_eq!(bot.store.discard(Queue::Inbox, failing.inbox).await.unwrap(), Discarded::Absent);
    let next = bot.claim(1).await.unwrap();
    assert_eq!(bot.store.discard(Queue::Inbox, next.inbox).await.unwrap(), Discarded::Gone);
    assert_eq!(bot.finish(&next, Conclusion::Done(Done::default())).await, Finished::Fenced);
    bot.says(3, "hello?").await;
    assert!(bot.claim(2).await.is_some(), "nobody keeps the conversation");
}

#[tokio::test]
async fn a_call_that_is_removed_may_not_be_made_unless_it_is_under_way() {
    let bot = Running::start().await;
    let calls = bot.answers(&["one", "two"]).await;
    assert_eq!(bot.store.mark_dispatching(vec![calls[0]]).await.unwrap(), [calls[0]]);
    let refused = bot.store.discard(Queue::Outbox, calls[0]).await.unwrap();
    assert!(
        matches!(&refused, Discarded::Impossible(why) if why.contains("is being sent now")),
        "{refused:?}"
    );
    assert_eq!(bot.store.discard(Queue::Outbox, calls[1]).await.unwrap(), Discarded::Gone);
    assert_eq!(bot.store.mark_dispatching(vec![calls[1]]).await.unwrap(), [0; 0]);
    assert_eq!(*bot.lanes.gone.lock().unwrap(), [calls[1]], "its lane does not wait for it");
}

#[tokio::test]
async fn a_call_that_was_put_off_is_given_out_anew() {
    let bot = Running::start().await;
    let call = bot.answers(&["one"]).await[0];
    bot.store.mark_dispatching(vec![call]).await.unwrap();
    let refused = bot.store.retry(Queue::Outbox, call, at(1)).await.unwrap();
    assert!(matches!(&refused, Retried::Impossible(why) if why.contains("is being sent now")), "{refused:?}");
    let outcome = Settled::Later { not_before: at(600), error: "too fast".to_owned() };
    bot.store.settle(vec![Settlement { row: call, at: at(1), outcome, then_next: false }]).await.unwrap();
    assert!(bot.store.load_outbox(bot.account, 10).await.unwrap().is_empty());
    let again = bot.store.retry(Queue::Outbox, call, at(1)).await.unwrap();
    assert_eq!((again, *bot.lanes.waiting.lock().unwrap()), (Retried::Again(Queue::Outbox, call), 1));
    let rows = bot.store.load_outbox(bot.account, 10).await.unwrap();
    assert_eq!((rows[0].id, rows[0].not_before, rows[0].attempts), (call, None, 0));
}

#[tokio::test]
async fn who_is_forgotten_during_a_turn_does_not_come_back() {
    let bot = Running::start().await;
    let calls = bot.answers(&["secret one", "secret two"]).await;
    bot.store.mark_dispatching(vec![calls[0]]).await.unwrap();
    bot.says(2, "a secret").await;
    let claim = bot.claim(0).await.unwrap();
    let [ana] = bot.reader().people("whatsapp", ANA).await.unwrap()[..] else { panic!("one person") };
    bot.store.forget(ana).await.unwrap();
    assert_eq!(*bot.lanes.gone.lock().unwrap(), calls);
    // What was under way when she was forgotten ends after it.
    let state = json!({"name": ANA, "said": "a secret"}).to_string();
    let call = OutgoingCall::new(Call::new("messages", &json!({"text": "a secret"})), "r");
    let done = Conclusion::Done(Done { state, calls: vec![call], ..Done::default() });
    assert_eq!(bot.finish(&claim, done).await, Finished::Fenced);
    bot.store.record(claim.inbox, "charge".to_owned(), "a secret".to_owned()).await.unwrap();
    let trace = json!({"event": claim.inbox, "platform": "whatsapp", "user": ANA, "summary": "a secret"});
    bot.store.keep_traces(vec![(claim.inbox, trace.to_string())], 100).await.unwrap();
    let sent = Settled::Sent(Some("wamid.secret".to_owned()));
    bot.store
        .settle(vec![Settlement { row: calls[0], at: at(1), outcome: sent, then_next: true }])
        .await
        .unwrap();
    for hidden in [ANA, "secret"] {
        assert!(!bot.holds(hidden), "{hidden} is still there");
    }
    bot.says(3, "hello again").await;
    let claim = bot.claim(1).await.unwrap();
    assert!(claim.snapshot.user.id > ana, "who comes back is somebody new");
    let trace = json!({"event": claim.inbox, "platform": "whatsapp", "user": ANA}).to_string();
    bot.store.keep_traces(vec![(claim.inbox, trace)], 100).await.unwrap();
    assert!(bot.store.trace(claim.inbox).await.unwrap().is_some(), "and is told of");
}
