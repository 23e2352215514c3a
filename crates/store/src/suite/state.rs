//! What the database gives back of state and events.

use jiff::{Timestamp, ToSpan as _};
use tertulia_core::state::ConversationState;

use super::{Database, fixture::*};
use crate::{Conclusion, Done};

/// A state that cannot be read does not stop the conversation: it begins anew.
pub async fn a_broken_state_gives_way(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let claim = take(store, text(account, "ana", 1)).await;
    let broken = Conclusion::Done(Done { state: "{\"stack\":7}".into(), ..Done::default() });
    finish(store, end(&claim, broken)).await;
    let next = talk(store, text(account, "ana", 2), &[]).await;
    assert_eq!(next.snapshot.state, ConversationState::default());
    assert_eq!(next.conversation, claim.conversation);
}

/// Where the platform gives no time, the time of arrival stands.
pub async fn an_event_without_a_time_has_that_of_its_arrival(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let mut arrival = text(account, "ana", 1);
    arrival.incoming.event.at = Timestamp::UNIX_EPOCH;
    arrival.at = at(77);
    let claim = take(store, arrival).await;
    assert_eq!(claim.snapshot.event.at, at(77));
    finish(store, end(&claim, Conclusion::Later { at: at(80), error: String::new() })).await;
    assert_eq!(claim_one(store, at(80)).await.snapshot.event.at, at(77));
}

/// An event is the same whether it is handled at once or read from the inbox.
pub async fn an_event_comes_back_as_it_was(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let mut arrival = text(account, "ana", 1);
    arrival.incoming.event.at = at(0) + 1_234_567.microseconds();
    arrival.incoming.event.deep_link = Some("«ref»\u{1f600}".into());
    arrival.incoming.event.press_id = Some("4382".into());
    arrival.incoming.event.addressed = false;
    let claim = take(store, arrival).await;
    finish(store, end(&claim, Conclusion::Later { at: at(9), error: String::new() })).await;
    let again = claim_one(store, at(9)).await;
    let written = |event| serde_json::to_string(event).unwrap();
    assert_eq!(written(&again.snapshot.event), written(&claim.snapshot.event));
    assert_eq!(again.snapshot.event.at, claim.snapshot.event.at, "to the same precision");
    assert_eq!(again.snapshot.event.raw(), r#"{"number": 1}"#);
}
