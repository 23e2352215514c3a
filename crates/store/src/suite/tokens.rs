//! Payloads that did not fit their buttons.

use tertulia_core::payload::{Audience, StoredPayload};

use super::{Database, fixture::*};
use crate::{Claim, Conclusion, Done, Finished};

/// A token in an event leads to what was kept for it: in any chat, and again after a restart.
pub async fn a_token_leads_to_its_payload(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    let claim = take(&*store, text(page, "ana", 1)).await;
    let payloads: Vec<_> = [Audience::Chat, Audience::Anyone, Audience::User]
        .into_iter()
        .zip(1..)
        .map(|(audience, id)| StoredPayload {
            audience,
            user: 7,
            expires_at: (id == 2).then(|| at(60)),
            once: id == 3,
            ..StoredPayload::new([id; 12], format!("shop/buy:{{\"sku\":{id}}}"), claim.snapshot.chat)
        })
        .collect();
    let done = Conclusion::Done(Done { payloads: payloads.clone(), ..Done::default() });
    finish(&*store, end(&claim, done)).await;
    drop(store);

    let store = &*database.open().await.unwrap();
    let expected = payloads.into_iter().map(Some).chain([None]);
    for (number, expected) in (2..).zip(expected) {
        let mut press = text(page, "ben", number);
        press.token = Some(expected.as_ref().map_or([77; 12], |payload| payload.id));
        assert_eq!(talk(store, press, &[]).await.snapshot.stored_payload, expected);
    }
    assert_eq!(talk(store, text(page, "ben", 9), &[]).await.snapshot.stored_payload, None);
}

/// A title that is typed leads to the payload of its button, as the state remembers it.
pub async fn a_typed_title_leads_to_its_payload(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let page = account(store).await;
    let claim = take(store, text(page, "ana", 1)).await;
    let payload = StoredPayload::new([1; 12], "main/seven", claim.snapshot.chat);
    let token = "#AQEBAQEBAQEBAQEBAAAAAA";
    let state = format!(r#"{{"titles": {{"choices": [{{"title": "7", "payload": "{token}"}}]}}}}"#);
    let done = Done { state, payloads: vec![payload.clone()], ..Done::default() };
    finish(store, end(&claim, Conclusion::Done(done))).await;
    assert_eq!(talk(store, text(page, "ana", 6), &[]).await.snapshot.stored_payload, None);
    assert_eq!(talk(store, text(page, "ana", 7), &[]).await.snapshot.stored_payload, Some(payload));
}

/// A payload is used with the turn that says so. A turn that would use it a second time, because it began before the
/// first one ended, is not kept and runs again; then it sees that.
pub async fn a_payload_is_used_once(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let page = account(store).await;
    let claim = take(store, text(page, "ana", 1)).await;
    let payload = StoredPayload { once: true, ..StoredPayload::new([1; 12], "vote", claim.snapshot.chat) };
    let (state, calls) = ("{}".to_owned(), Vec::new());
    let done = Conclusion::Done(Done { state, calls, payloads: vec![payload], ..Done::default() });
    finish(store, end(&claim, done)).await;

    let press = |person: &str, number| {
        let mut press = text(page, person, number);
        press.token = Some([1; 12]);
        press
    };
    let uses = |claim: &Claim| {
        let (state, calls) = ("{}".to_owned(), self::calls(&["thanks"]));
        end(claim, Conclusion::Done(Done { state, calls, used: Some([1; 12]), ..Done::default() }))
    };
    let used = |claim: &Claim| claim.snapshot.stored_payload.as_ref().unwrap().used;
    let (ana, ben) = (take(store, press("ana", 2)).await, take(store, press("ben", 3)).await);
    assert!(!used(&ana) && !used(&ben));
    let ended = store.finish(vec![uses(&ana), uses(&ben)]).await.unwrap();
    assert_eq!(ended, [Finished::Kept { more: false }, Finished::Overtaken]);
    assert_eq!(depth(store).await, (1, 1, 0), "one vote was answered, the other waits");
    let again = claim_one(store, at(3)).await;
    assert!(again.inbox == ben.inbox && used(&again));
}
