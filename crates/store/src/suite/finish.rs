//! What a turn leaves behind is kept together.

use serde_json::json;
use tertulia_core::payload::{Audience, StoredPayload};

use super::{Database, fixture::*};
use crate::{Conclusion, Done, Finished};

/// State, calls and payloads are there after a turn, and its event is not.
pub async fn a_turn_is_kept_as_a_whole(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let claim = take(store, text(account, "ana", 1)).await;
    let mut state = claim.snapshot.state.clone();
    state.sessions.insert("clicks".into(), json!(3));
    let payload = StoredPayload {
        audience: Audience::Anyone,
        ..StoredPayload::new([9; 12], "shop/buy", claim.snapshot.chat)
    };
    let conclusion = Conclusion::Done(Done {
        state: serde_json::to_string(&state).unwrap(),
        calls: calls(&["one", "two"]),
        payloads: vec![payload.clone()],
        ..Done::default()
    });
    assert!(!finish(store, end(&claim, conclusion)).await);
    assert_eq!(depth(store).await, (0, 2, 0));
    let mut press = text(account, "ana", 2);
    press.token = Some(payload.id);
    let next = take(store, press).await;
    assert_eq!(next.snapshot.state, state);
    assert_eq!(next.snapshot.stored_payload, Some(payload));
}

/// In a batch, a turn that is refused takes nothing from the others.
pub async fn a_refused_turn_does_not_hinder_others(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let ana = take(store, text(account, "ana", 1)).await;
    let ben = take(store, text(account, "ben", 2)).await;
    let mut stale = done(&ana, &["stale"]);
    stale.fence -= 1;
    let mut foreign = done(&ana, &["foreign"]);
    foreign.inbox = ben.inbox;
    let turns = vec![stale, foreign, done(&ben, &["ben"]), done(&ana, &["ana"])];
    let kept = Finished::Kept { more: false };
    assert_eq!(store.finish(turns).await.unwrap(), [Finished::Fenced, Finished::Fenced, kept, kept]);
    assert_eq!(endpoints(&store.load_outbox(account, 9).await.unwrap()), ["ben", "ana"]);
}

/// The calls of a turn that set its event aside are made; the state stays what it was.
pub async fn a_dead_turn_still_speaks(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let claim = take(store, text(account, "ana", 1)).await;
    let dead = Conclusion::Dead { error: "broken".into(), calls: calls(&["sorry"]) };
    assert!(!finish(store, end(&claim, dead)).await);
    assert_eq!(depth(store).await, (0, 1, 1));
    assert_eq!(endpoints(&store.load_outbox(account, 9).await.unwrap()), ["sorry"]);
    assert_eq!(take(store, text(account, "ana", 2)).await.snapshot.state, claim.snapshot.state);
}
