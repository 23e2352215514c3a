//! Files that calls show, and how platforms name them.

use jiff::Timestamp;
use tertulia_core::{
    Platform,
    file::{CallFile, FileBytes, FileHash, OutgoingFile},
    message::MediaKind,
};

use super::{Database, Tray, fixture::*};
use crate::{AccountId, Conclusion, Done, OutboxRow, Retention, Settled, Store, Upload};

/// The bytes are kept with the call that shows them, and are there after a crash.
pub async fn a_file_outlives_the_process(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    show(&*store, page, 1, &["chart"]).await;
    drop(store);
    let store = &*database.open().await.unwrap();
    let rows = store.load_outbox(page, 9).await.unwrap();
    let [OutboxRow { files, .. }] = &rows[..] else { panic!("one call: {rows:?}") };
    assert_eq!(*files, [file("chart").file]);
    assert_eq!(store.file(files[0].hash).await.unwrap().as_deref(), Some(&b"bytes of chart"[..]));
    assert_eq!(store.file(FileHash::of(b"another")).await.unwrap(), None);
}

/// A turn that is not kept leaves no bytes behind.
pub async fn a_refused_turn_leaves_no_file(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let page = account(store).await;
    let claim = take(store, text(page, "ana", 1)).await;
    finish(store, done(&claim, &[])).await;
    let mut calls = calls(&["photo"]);
    calls[0].files = vec![file("late")];
    let late = Conclusion::Done(Done { calls, ..Done::default() });
    assert_eq!(store.finish(vec![end(&claim, late)]).await.unwrap(), [crate::Finished::Fenced]);
    assert_eq!(store.file(file("late").file.hash).await.unwrap(), None);
}

/// A call that shows a file may need an upload first, so it is never noted beforehand as being under way.
pub async fn a_call_with_a_file_is_not_yet_under_way(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let page = account(store).await;
    let tray = Tray::under(store, page, 9).await;
    show(store, page, 1, &["first"]).await;
    show(store, page, 2, &["second"]).await;
    let rows = tray.empty();
    assert_eq!(rows.iter().map(|row| row.dispatching).collect::<Vec<_>>(), [false, false]);
    let settlement =
        crate::Settlement { row: rows[0].id, at: at(3), outcome: Settled::Sent(None), then_next: true };
    assert_eq!(store.settle(vec![settlement]).await.unwrap(), [crate::Aftermath::default()]);
}

/// Bytes go a day after they were last shown, but never while a call waits that shows them.
pub async fn a_file_goes_when_nobody_shows_it(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let page = account(store).await;
    show(store, page, 1, &["kept", "shared"]).await;
    show(store, page, 2, &["shared"]).await;
    let there = async |name: &str| store.file(file(name).file.hash).await.unwrap().is_some();
    store.sweep(hours(48), RETENTION).await.unwrap();
    assert!(there("kept").await && there("shared").await, "both calls wait");
    let rows = store.load_outbox(page, 9).await.unwrap();
    settle(store, rows[0].id, Settled::Sent(Some("m1".into()))).await;
    store.sweep(hours(23), RETENTION).await.unwrap();
    assert!(there("kept").await, "the next reply may show it again");
    store.sweep(hours(25), RETENTION).await.unwrap();
    assert!(!there("kept").await && there("shared").await, "one call still shows it");
    settle(store, rows[1].id, Settled::Dead("refused".into())).await;
    store.sweep(hours(25), RETENTION).await.unwrap();
    assert!(!there("shared").await);
}

/// A platform's name for a file is found for the same account, bytes, kind, name and type, as long as it is good.
pub async fn an_upload_is_found_again(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let accounts = vec![(Platform::WHATSAPP, "1".into()), (Platform::WHATSAPP, "2".into())];
    let accounts = store.accounts(accounts).await.unwrap();
    let chart = file("chart").file;
    let upload = Upload { id: "4490709".into(), at: at(0), expires: at(60) };
    store.keep_upload(accounts[0], chart.clone(), upload.clone()).await.unwrap();
    let mut others = vec![chart.clone(); 4];
    others[0].kind = MediaKind::Document;
    others[1].name = "other.png".into();
    others[2].mime_type = "image/jpeg".into();
    others[3].hash = FileHash::of(b"other");
    for other in others {
        assert_eq!(found(store, accounts[0], &other, at(1)).await, None, "{other:?}");
    }
    assert_eq!(found(store, accounts[1], &chart, at(1)).await, None);
    let mut elsewhere = chart.clone();
    elsewhere.place = "file:2".into();
    assert_eq!(found(store, accounts[0], &elsewhere, at(59)).await, Some(upload.clone()));
    assert_eq!(found(store, accounts[0], &chart, at(60)).await, None);
    let newer = Upload { id: "4490710".into(), at: at(61), expires: at(120) };
    store.keep_upload(accounts[0], chart.clone(), newer.clone()).await.unwrap();
    store.sweep(at(61), RETENTION).await.unwrap();
    assert_eq!(found(store, accounts[0], &chart, at(61)).await, Some(newer));
    store.forget_upload(accounts[0], chart.clone()).await.unwrap();
    assert_eq!(found(store, accounts[0], &chart, at(61)).await, None);
}

async fn found(store: &dyn Store, account: AccountId, file: &CallFile, now: Timestamp) -> Option<Upload> {
    store.upload(account, file.clone(), now).await.unwrap()
}

/// A turn shows files in one call.
async fn show(store: &dyn Store, account: AccountId, number: i64, names: &[&str]) {
    let claim = take(store, text(account, "ana", number)).await;
    let mut calls = calls(&["photo"]);
    calls[0].wait = std::time::Duration::ZERO;
    calls[0].files = names.iter().map(|name| file(name)).collect();
    finish(store, end(&claim, Conclusion::Done(Done { calls, ..Done::default() }))).await;
}

fn file(name: &str) -> OutgoingFile {
    let bytes = format!("bytes of {name}").into_bytes();
    OutgoingFile::new("file:1", MediaKind::Image, FileBytes::new(format!("{name}.png"), "image/png", bytes))
}

const RETENTION: Retention =
    Retention { payloads: std::time::Duration::from_secs(90 * 24 * 3600), chat_log: None };
