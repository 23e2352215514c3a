//! Events and turns to test with.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::value::RawValue;
use tertulia_core::{
    Alias, Call, Chat, Dedupe, Event, EventKind, Groups, Incoming, Platform, Sender,
    receipt::{About, Receipt, Status},
    turn::OutgoingCall,
};

use crate::{
    AccountId, Arrival, Claim, Conclusion, Depth, Done, Finish, Finished, Ingested, OutboxRow, Settled,
    Settlement, Store,
};

/// So many seconds after the tests begin.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

/// So many hours after the tests begin.
pub fn hours(hours: i64) -> Timestamp {
    at(hours * 3600)
}

/// An account of Messenger.
pub async fn account(store: &dyn Store) -> AccountId {
    store.accounts(vec![(Platform::MESSENGER, "page".into())]).await.unwrap()[0]
}

/// The text `number` of a person, at that many seconds. The number stands for its id and place in order, too.
pub fn text(account: AccountId, person: &str, number: i64) -> Arrival {
    let raw = RawValue::from_string(format!(r#"{{"number": {number}}}"#)).unwrap();
    let kind = EventKind::Text { text: number.to_string(), command: None };
    let incoming = Incoming {
        account: "page".into(),
        dedupe: Dedupe { bucket: 7, key: number.to_be_bytes().to_vec() },
        sort: number,
        sender: Some(Sender::new([Alias::new("psid", person)])),
        chat: Chat::default(),
        event: Event::new(kind, at(number), raw),
    };
    Arrival { account, incoming, at: at(number), token: None, groups: Groups::Personal }
}

/// Puts an event into its mailbox and leaves it there. Tells whether it was new.
pub async fn put(store: &dyn Store, arrival: Arrival) -> bool {
    match store.ingest(vec![arrival], false).await.unwrap().remove(0) {
        Ingested::Stored(None) => true,
        Ingested::Stored(Some(_)) => panic!("nobody asked for a claim"),
        Ingested::Duplicate => false,
    }
}

/// Puts an event into its idle mailbox, and claims that.
pub async fn take(store: &dyn Store, arrival: Arrival) -> Claim {
    match store.ingest(vec![arrival], true).await.unwrap().remove(0) {
        Ingested::Stored(Some(claim)) => *claim,
        other => panic!("not claimed: {other:?}"),
    }
}

/// Claims everything there is at that time.
pub async fn claim_all(store: &dyn Store, now: Timestamp) -> Vec<Claim> {
    store.claim(100, now).await.unwrap()
}

/// Claims the only conversation there is at that time.
pub async fn claim_one(store: &dyn Store, now: Timestamp) -> Claim {
    let mut claims = claim_all(store, now).await;
    assert_eq!(claims.len(), 1, "one conversation has something due");
    claims.remove(0)
}

/// The number of the claimed event.
pub fn number(claim: &Claim) -> i64 {
    claim.snapshot.event.text().unwrap().parse().unwrap()
}

/// A good end of a turn, with these calls.
pub fn done(claim: &Claim, calls: &[&str]) -> Finish {
    let state = serde_json::to_string(&claim.snapshot.state).unwrap();
    end(claim, Conclusion::Done(Done { state, calls: self::calls(calls), ..Done::default() }))
}

/// An end of a turn, at the time of its claim.
pub fn end(claim: &Claim, conclusion: Conclusion) -> Finish {
    Finish {
        conversation: claim.conversation,
        fence: claim.fence,
        seen: claim.seen,
        inbox: claim.inbox,
        at: claim.snapshot.now,
        conclusion,
        log: Vec::new(),
    }
}

/// Ends a turn. Tells whether the conversation has more to do.
pub async fn finish(store: &dyn Store, turn: Finish) -> bool {
    match store.finish(vec![turn]).await.unwrap()[0] {
        Finished::Kept { more } => more,
        other => panic!("the claim no longer holds: {other:?}"),
    }
}

/// Has a person write, and the turn make these calls.
pub async fn talk(store: &dyn Store, arrival: Arrival, calls: &[&str]) -> Claim {
    let claim = take(store, arrival).await;
    finish(store, done(&claim, calls)).await;
    claim
}

/// Calls that tell themselves apart by their endpoints.
pub fn calls(endpoints: &[&str]) -> Vec<OutgoingCall> {
    let call = |endpoint: &&str| OutgoingCall {
        wait: Duration::from_millis(1500),
        ..OutgoingCall::new(Call::new(*endpoint, &serde_json::json!({"text": *endpoint})), *endpoint)
    };
    endpoints.iter().map(call).collect()
}

/// The endpoints of calls.
pub fn endpoints(rows: &[OutboxRow]) -> Vec<&str> {
    rows.iter().map(|row| row.call.endpoint.as_str()).collect()
}

/// Tells what became of a call.
pub async fn settle(store: &dyn Store, row: i64, outcome: Settled) {
    store.settle(vec![Settlement { row, at: at(0), outcome, then_next: false }]).await.unwrap();
}

/// News of one message.
pub fn receipt(id: &str, reference: Option<&str>, status: Status) -> Receipt {
    let about = About::Message { id: id.into(), reference: reference.map(Into::into) };
    Receipt { account: "page".into(), about, status, at: at(1), price: None }
}

/// Events, calls and what was set aside.
pub async fn depth(store: &dyn Store) -> (u64, u64, u64) {
    let Depth { inbox, outbox, dead, .. } = store.depth().await.unwrap();
    (inbox, outbox, dead)
}
