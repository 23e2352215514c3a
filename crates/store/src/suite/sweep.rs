//! What is forgotten, and when.

use std::time::Duration;

use tertulia_core::{Platform, payload::StoredPayload};

use super::{Database, fixture::*};
use crate::{Conclusion, DeadLetter, Done, Retention};

/// An event is known for as long as its platform may deliver it again: Telegram two days, Meta eight.
pub async fn keys_are_kept_as_long_as_a_platform_redelivers(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let accounts = vec![(Platform::TELEGRAM, "1".into()), (Platform::WHATSAPP, "2".into())];
    let accounts = store.accounts(accounts).await.unwrap();
    let (telegram, whatsapp) = (text(accounts[0], "ana", 1), text(accounts[1], "ana", 1));
    let twins = || vec![telegram.clone(), whatsapp.clone()];
    for (hour, known) in
        [(0, [false, false]), (47, [true, true]), (51, [false, true]), (51 + 9 * 24, [false; 2])]
    {
        store.sweep(hours(hour), RETENTION).await.unwrap();
        let answers = store.ingest(twins(), false).await.unwrap();
        let duplicates: Vec<_> =
            answers.iter().map(|answer| matches!(answer, crate::Ingested::Duplicate)).collect();
        assert_eq!(duplicates, known, "after {hour} hours");
        if hour == 51 {
            // What comes in keeps its bucket, from then on.
            let mut late = text(accounts[1], "ana", 2);
            late.at = hours(51);
            put(store, late).await;
            store.sweep(hours(8 * 24 + 20), RETENTION).await.unwrap();
            assert!(!put(store, whatsapp.clone()).await);
        }
    }
}

/// However many keys there are, all of them go, little by little.
pub async fn many_keys_are_forgotten_little_by_little(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let many = || (0..2500).map(|number| text(account, "ana", number)).collect();
    store.ingest(many(), false).await.unwrap();
    for _ in 0..10 {
        store.sweep(hours(10 * 24), RETENTION).await.unwrap();
    }
    let answers = store.ingest(many(), false).await.unwrap();
    assert!(!answers.iter().any(|answer| matches!(answer, crate::Ingested::Duplicate)));
}

/// What was set aside is kept for 30 days, and large amounts of it go little by little.
pub async fn what_was_set_aside_is_forgotten(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let letter =
        |at| DeadLetter { at, platform: Platform::MESSENGER, reason: "not JSON".into(), body: vec![0xff, 0] };
    let mut letters = vec![letter(hours(0)); 2500];
    letters.push(letter(hours(48)));
    store.bury(letters).await.unwrap();
    store.sweep(hours(29 * 24), RETENTION).await.unwrap();
    assert_eq!(depth(store).await, (0, 0, 2501));
    store.sweep(hours(31 * 24), RETENTION).await.unwrap();
    let (_, _, left) = depth(store).await;
    assert!((2..2501).contains(&left), "{left}");
    for _ in 0..10 {
        store.sweep(hours(31 * 24), RETENTION).await.unwrap();
    }
    assert_eq!(depth(store).await, (0, 0, 1));
}

/// Payloads are kept as long as the operator says.
pub async fn payloads_are_forgotten(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let claim = take(store, text(account, "ana", 1)).await;
    let payload = StoredPayload::new([1; 12], "yes", claim.snapshot.chat);
    let done = Conclusion::Done(Done { payloads: vec![payload], ..Done::default() });
    finish(store, end(&claim, done)).await;
    for (number, days, kept) in [(2, 89, true), (3, 91, false)] {
        store.sweep(hours(days * 24), RETENTION).await.unwrap();
        let mut press = text(account, "ana", number);
        press.token = Some([1; 12]);
        assert_eq!(talk(store, press, &[]).await.snapshot.stored_payload.is_some(), kept);
    }
}

const RETENTION: Retention = Retention { payloads: Duration::from_secs(90 * 24 * 3600), chat_log: None };
