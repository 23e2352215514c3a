//! People, and what is kept of them.

use jiff::Timestamp;
use serde_json::{json, value::RawValue};
use tertulia_core::{
    Alias, Call, Chat, Dedupe, Event, EventKind, Groups, Incoming, Platform, Sender,
    chat_log::Remark,
    payload::{Audience, StoredPayload},
    turn::OutgoingCall,
};
use tertulia_store::{
    Arrival, Claim, Conclusion, DeadLetter, Done, Finish, Finished, LogEntry, Settled, Settlement, Speaker,
    Store,
};

pub(crate) const ANA: &str = "16505551234";
pub(crate) const BEA: &str = "16505559999";

pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

/// A person says something, and it is begun.
pub(crate) async fn begun(store: &dyn Store, who: &str, number: i64, text: &str) -> Claim {
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

pub(crate) async fn finish(store: &dyn Store, claim: &Claim, conclusion: Conclusion) -> Finished {
    let Claim { conversation, fence, seen, inbox, .. } = *claim;
    let turn = Finish { conversation, fence, seen, inbox, at: at(0), conclusion, log: Vec::new() };
    store.finish(vec![turn]).await.unwrap().remove(0)
}

/// Somebody about whom everything is kept that can be.
pub(crate) async fn well_known(store: &dyn Store, who: &str, first: i64) {
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
    let said = LogEntry {
        conversation: claim.conversation,
        user: claim.snapshot.user.id,
        at: at(0),
        by: Speaker::Person,
        remarks: vec![Remark::text(format!("I am {who}"))],
    };
    let Claim { conversation, fence, seen, inbox, .. } = claim;
    let conclusion = Conclusion::Done(done);
    let turn = Finish { conversation, fence, seen, inbox, at: at(0), conclusion, log: vec![said] };
    assert!(matches!(store.finish(vec![turn]).await.unwrap()[..], [Finished::Kept { .. }]));
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
