//! Payloads that did not fit their buttons.

use tertulia_core::{
    payload::{Audience, StoredPayload},
    state::PersonChange,
};

use super::{Database, fixture::*};
use crate::Conclusion;

/// A token in an event leads to what was kept for it: in any chat, and again after a restart.
pub async fn a_token_leads_to_its_payload(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    let claim = take(&*store, text(page, "ana", 1)).await;
    let payloads: Vec<_> = [Audience::Chat, Audience::Anyone]
        .into_iter()
        .zip(1..)
        .map(|(audience, id)| StoredPayload {
            id: [id; 12],
            content: format!("shop/buy:{{\"sku\":{id}}}"),
            audience,
            chat: claim.snapshot.chat,
        })
        .collect();
    let done = Conclusion::Done {
        state: "{}".into(),
        person: PersonChange::default(),
        calls: Vec::new(),
        payloads: payloads.clone(),
    };
    finish(&*store, end(&claim, done)).await;
    drop(store);

    let store = &*database.open().await.unwrap();
    let expected = [Some(payloads[0].clone()), Some(payloads[1].clone()), None];
    for (number, expected) in (2..).zip(expected) {
        let mut press = text(page, "ben", number);
        press.token = Some(expected.as_ref().map_or([77; 12], |payload| payload.id));
        assert_eq!(talk(store, press, &[]).await.snapshot.stored_payload, expected);
    }
    assert_eq!(talk(store, text(page, "ben", 9), &[]).await.snapshot.stored_payload, None);
}
