//! The suite, in memory, and what is particular to it: crashes and faults.
#![cfg(feature = "memory")]
#![allow(clippy::unwrap_used, reason = "these are tests")]

use std::time::Duration;

use jiff::Timestamp;
use proptest::prelude::*;
use secrecy::ExposeSecret as _;
use serde_json::value::RawValue;
use tertulia_core::{
    Alias, Call, Chat, Dedupe, Event, EventKind, Groups, Incoming, Platform, Sender,
    receipt::{About, Receipt, Status},
    turn::OutgoingCall,
};
use tertulia_store::{
    AccountId, Arrival, Claim, Conclusion, DeadLetter, Depth, Done, Finish, Finished, Future, Ingested,
    Memory, Retention, Settled, Settlement, Store, StoreError, suite::Database,
};

tertulia_store::store_suite!(Crashing(Memory::new()));

/// Every opening finds what a process left that died.
struct Crashing(Memory);

impl Database for Crashing {
    fn open(&self) -> Future<'_, Box<dyn Store>> {
        Box::pin(async { Ok(Box::new(self.0.reopen()) as Box<dyn Store>) })
    }
}

#[tokio::test]
async fn a_process_that_died_changes_nothing_more() {
    let dead = Memory::new();
    let account = account(&dead).await;
    let claim = take(&dead, text(account, 1)).await;
    let alive = dead.reopen();
    let ends = vec![done(&claim)];
    assert!(matches!(dead.finish(ends).await, Err(StoreError::Closed)));
    assert!(matches!(dead.ingest(vec![text(account, 2)], false).await, Err(StoreError::Closed)));
    dead.close().await.unwrap();
    assert_eq!(
        alive.depth().await.unwrap(),
        Depth { inbox: 1, oldest_event: Some(at(0)), ..Depth::default() }
    );
    assert_eq!(alive.claim(9, at(0)).await.unwrap()[0].attempts, 2);
    let third = dead.reopen();
    assert!(matches!(alive.depth().await, Err(StoreError::Closed)));
    assert_eq!(third.depth().await.unwrap().inbox, 1);
}

/// What a dead process drops late is not taken back from the living.
#[tokio::test]
async fn a_process_that_died_takes_nothing_back() {
    let dead = Memory::new();
    let account = account(&dead).await;
    let claim = take(&dead, text(account, 1)).await;
    dead.finish(vec![done(&claim)]).await.unwrap();
    let mut load = dead.load_outbox(account, 9);
    assert!(poll_once(&mut load));
    let alive = dead.reopen();
    assert_eq!(alive.load_outbox(account, 9).await.unwrap().len(), 1);
    drop(load);
    assert!(alive.load_outbox(account, 9).await.unwrap().is_empty());
}

#[tokio::test]
async fn operations_that_are_to_fail_change_nothing() {
    let memory = Memory::new();
    let account = account(&memory).await;
    let claim = take(&memory, text(account, 1)).await;
    memory.fail_next(4);
    unavailable(memory.ingest(vec![text(account, 2)], true).await);
    unavailable(memory.finish(vec![done(&claim)]).await);
    unavailable(memory.bury(vec![letter()]).await);
    unavailable(memory.depth().await);
    assert_eq!(
        memory.depth().await.unwrap(),
        Depth { inbox: 1, oldest_event: Some(at(0)), ..Depth::default() }
    );
    assert_eq!(memory.finish(vec![done(&claim)]).await.unwrap(), [Finished::Kept { more: false }]);
    take(&memory, text(account, 2)).await;
}

#[tokio::test]
async fn a_lost_acknowledgement_loses_nothing_else() {
    let memory = Memory::new();
    let account = account(&memory).await;
    memory.fail_after_commit(3);
    unavailable(memory.ingest(vec![text(account, 1)], true).await);
    unavailable(memory.claim(9, at(0)).await);
    unavailable(memory.bury(vec![letter()]).await);
    let again = memory.ingest(vec![text(account, 1)], true).await.unwrap().remove(0);
    assert!(matches!(again, Ingested::Duplicate), "it had been kept");
    assert_eq!(memory.dead().len(), 1);

    let claim = memory.claim(9, at(0)).await.unwrap().remove(0);
    assert_eq!(claim.attempts, 1, "nobody had got it");
    memory.fail_after_commit(2);
    unavailable(memory.finish(vec![done(&claim)]).await);
    unavailable(memory.load_outbox(account, 9).await);
    assert_eq!(memory.finish(vec![done(&claim)]).await.unwrap(), [Finished::Fenced], "it had been kept");
    assert_eq!(memory.load_outbox(account, 9).await.unwrap().len(), 1, "nobody had got it");
}

/// Who is refused is not asked whether the acknowledgement gets lost. Zero ends it.
#[tokio::test]
async fn both_faults_go_together() {
    let memory = Memory::new();
    memory.fail_next(1);
    memory.fail_after_commit(1);
    unavailable(memory.bury(vec![letter()]).await);
    assert!(memory.dead().is_empty());
    unavailable(memory.bury(vec![letter()]).await);
    assert_eq!(memory.dead().len(), 1);
    memory.fail_next(9);
    memory.fail_next(0);
    memory.bury(vec![letter()]).await.unwrap();
    assert_eq!(memory.dead().len(), 2);
}

#[tokio::test]
async fn a_seed_stands_for_a_key() {
    let mut keys = Vec::new();
    for memory in [Memory::seeded(7), Memory::seeded(7), Memory::seeded(8), Memory::new(), Memory::new()] {
        let key = memory.payload_key().await.unwrap();
        assert_eq!(key.expose_secret(), memory.reopen().payload_key().await.unwrap().expose_secret());
        assert_eq!(key.expose_secret().len(), 44);
        keys.push(key.expose_secret().to_owned());
    }
    assert_eq!(keys[0], keys[1]);
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 4, "all others are different");
}

#[tokio::test]
async fn a_test_sees_what_was_sent_and_what_was_not() {
    let memory = Memory::new();
    let account = account(&memory).await;
    let claim = take(&memory, text(account, 1)).await;
    memory.finish(vec![done(&claim)]).await.unwrap();
    let row = memory.load_outbox(account, 9).await.unwrap()[0].id;
    settle(&memory, row, Settled::Sent(Some("m_7".into()))).await;
    let sent = memory.sent();
    assert_eq!((sent[0].row, sent[0].account, sent[0].at), (row, account, at(0)));
    assert_eq!((sent[0].platform_id.as_str(), sent[0].status), ("m_7", Status::Sent.rank()));
    let about = || About::Message { id: "m_7".into(), reference: None };
    for status in [Status::Read, Status::Failed("closed".into()), Status::Delivered, Status::Sent] {
        memory.receipts(vec![(account, receipt(about(), status, 0))], at(0)).await.unwrap();
        assert_eq!(memory.sent()[0].status, Status::Read.rank(), "it never goes back");
    }

    let claim = take(&memory, text(account, 2)).await;
    memory.finish(vec![done(&claim)]).await.unwrap();
    let row = memory.load_outbox(account, 9).await.unwrap()[0].id;
    settle(&memory, row, Settled::Unreachable { chat: 1, reason: "blocked".into() }).await;
    let dead = memory.dead();
    assert_eq!((dead[0].at, dead[0].reason.as_str()), (at(0), "blocked"));
    assert_eq!(dead[0].body, b"send\n\"hello\"");
    assert_eq!(memory.unreachable_users(), [claim.snapshot.user.id]);
    take(&memory, text(account, 3)).await;
    assert!(memory.unreachable_users().is_empty(), "who writes can be reached");

    let retention = Retention { payloads: Duration::MAX, chat_log: None };
    for (days, left) in [(7, 1), (9, 0)] {
        memory.sweep(at(days * 24 * 3600), retention).await.unwrap();
        assert_eq!(memory.sent().len(), left);
    }
}

/// How far messages to somebody got only grows, and is known by user, whatever the name.
#[tokio::test]
async fn a_test_sees_how_far_messages_got() {
    let memory = Memory::new();
    let account = account(&memory).await;
    let claim = take(&memory, text(account, 1)).await;
    assert!(memory.watermarks().is_empty());
    for (name, status, seconds) in [
        ("16505551234", Status::Delivered, 9),
        ("16505551234", Status::Read, 5),
        ("16505551234", Status::Delivered, 7),
        ("16505551234", Status::Sent, 99),
        ("16505551234", Status::Failed("closed".into()), 99),
        ("nobody", Status::Read, 99),
    ] {
        let receipt = receipt(About::Everything(Alias::new("wa_id", name)), status, seconds);
        memory.receipts(vec![(account, receipt)], at(0)).await.unwrap();
    }
    let watermarks = memory.watermarks();
    assert_eq!(watermarks.len(), 1);
    assert_eq!(watermarks[0].user, claim.snapshot.user.id);
    assert_eq!((watermarks[0].delivered_until, watermarks[0].read_until), (Some(at(9)), Some(at(5))));
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

async fn account(memory: &Memory) -> AccountId {
    memory.accounts(vec![(Platform::WHATSAPP, "1".into())]).await.unwrap()[0]
}

fn text(account: AccountId, number: i64) -> Arrival {
    let kind = EventKind::Text { text: number.to_string(), command: None };
    let incoming = Incoming {
        account: "1".into(),
        dedupe: Dedupe::of_sequence(number),
        sort: number,
        sender: Some(Sender::new([Alias::new("wa_id", "16505551234")])),
        chat: Chat::default(),
        event: Event::new(kind, at(0), RawValue::from_string("{}".into()).unwrap()),
    };
    Arrival { account, incoming, at: at(0), token: None, groups: Groups::Personal }
}

fn letter() -> DeadLetter {
    DeadLetter { at: at(0), platform: Platform::WHATSAPP, reason: "no JSON".into(), body: b"{".into() }
}

async fn take(memory: &Memory, arrival: Arrival) -> Claim {
    match memory.ingest(vec![arrival], true).await.unwrap().remove(0) {
        Ingested::Stored(Some(claim)) => *claim,
        other => panic!("{other:?}"),
    }
}

proptest! {
    /// Receipts come late, twice and in any order: the message gets as far as any of them tells, and exactly one of
    /// them is the first to tell that it arrived.
    #[test]
    fn receipts_merge_in_any_order(told in proptest::collection::vec(0..4_usize, 1..12)) {
        let statuses = [Status::Sent, Status::Failed("busy".into()), Status::Delivered, Status::Read];
        let told: Vec<_> = told.into_iter().map(|at| statuses[at].clone()).collect();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let memory = Memory::new();
            let account = account(&memory).await;
            let claim = take(&memory, text(account, 1)).await;
            memory.finish(vec![done(&claim)]).await.unwrap();
            let row = memory.load_outbox(account, 9).await.unwrap()[0].id;
            settle(&memory, row, Settled::Sent(Some("m".into()))).await;
            let mut arrived = 0;
            for status in &told {
                let about = About::Message { id: "m".into(), reference: None };
                let told = vec![(account, receipt(about, status.clone(), 0))];
                arrived += memory.receipts(told, at(0)).await.unwrap().arrived.len();
            }
            let highest = told.iter().map(Status::rank).max().unwrap();
            assert_eq!(memory.sent()[0].status, highest);
            assert_eq!(arrived, usize::from(highest >= Status::Delivered.rank()));
        });
    }
}

/// A good end of a turn, with one call.
fn done(claim: &Claim) -> Finish {
    let calls = vec![OutgoingCall::new(Call::new("send", &"hello"), "reference")];
    Finish {
        conversation: claim.conversation,
        fence: claim.fence,
        seen: claim.seen,
        inbox: claim.inbox,
        at: at(0),
        conclusion: Conclusion::Done(Done { calls, ..Done::default() }),
        log: Vec::new(),
    }
}

fn receipt(about: About, status: Status, seconds: i64) -> Receipt {
    Receipt { account: "1".into(), about, status, at: at(seconds), price: None }
}

async fn settle(memory: &Memory, row: i64, outcome: Settled) {
    memory.settle(vec![Settlement { row, at: at(0), outcome, then_next: false }]).await.unwrap();
}

fn unavailable<T: std::fmt::Debug>(answer: Result<T, StoreError>) {
    assert!(matches!(answer, Err(StoreError::Unavailable(_))), "{answer:?}");
}

/// Tells whether the future is not ready yet.
fn poll_once<T>(future: &mut Future<'_, T>) -> bool {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    future.as_mut().poll(&mut context).is_pending()
}
