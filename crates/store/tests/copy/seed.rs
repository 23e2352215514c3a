//! A bot in the middle of its work.

use serde_json::json;
use tertulia_core::{
    Alias, Platform,
    event::TimerPurpose,
    file::{FileBytes, OutgoingFile},
    message::MediaKind,
    turn::TimerChange,
};
use tertulia_store::{AccountId, Conclusion, Done, Settled, Store, Upload, suite::fixture::*};

use super::people::{ANA, BEA, begun, finish as end_turn, well_known};

/// How many people wait for their turn: more than are copied together.
pub(crate) const WAITING: i64 = 1100;

/// A bot in the middle of its work: of everything that is kept there is something, also in its hands.
pub(crate) async fn busy(store: &dyn Store) -> AccountId {
    well_known(store, ANA, 1).await;
    well_known(store, BEA, 11).await;
    store.payload_key().await.unwrap();
    let page = account(store).await;
    somebody_with_two_names(store, page).await;

    // Calls in every state: waiting, given out, under way, in doubt, put off.
    talk(store, text(page, "cleo", 20), &["one", "two", "three", "four", "five"]).await;
    let rows = store.load_outbox(page, 4).await.unwrap();
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    store.mark_dispatching(ids[..3].to_vec()).await.unwrap();
    let error = "the connection broke".to_owned();
    settle(store, ids[1], Settled::Uncertain { until: at(900), error }).await;
    settle(store, ids[2], Settled::Later { not_before: at(3600), error: "busy".into() }).await;

    // A turn that failed, one that is under way and did something that must not be done again, and a timer.
    let failing = begun(store, ANA, 30, "is the shop open?").await;
    let error = "the shop is closed".to_owned();
    end_turn(store, &failing, Conclusion::Later { at: at(3600), error }).await;
    let timed = take(store, text(page, "dora", 40)).await;
    let timers = vec![TimerChange::set("silence", TimerPurpose::Silence, at(7200))];
    let state = json!({"order": "one \u{201c}jalape\u{f1}o\u{201d} pizza"}).to_string();
    let mut calls = calls(&["photo"]);
    calls[0].files = vec![picture()];
    let end_of_turn = Done { state, timers, calls, ..Done::default() };
    finish(store, end(&timed, Conclusion::Done(end_of_turn))).await;
    let under_way = take(store, text(page, "emma", 50)).await;
    store.record(under_way.inbox, "charge".into(), "paid".into()).await.unwrap();

    let upload = Upload { id: "f1".into(), at: at(0), expires: at(9000) };
    store.keep_upload(page, picture().file, upload).await.unwrap();

    let waiting = (0..WAITING).map(|number| text(page, &format!("person {number}"), 1000 + number));
    store.ingest(waiting.collect(), false).await.unwrap();
    page
}

async fn somebody_with_two_names(store: &dyn Store, page: AccountId) {
    for (number, names) in [(60, &["psid"][..]), (61, &["ref"]), (62, &["psid", "ref"])] {
        let mut arrival = text(page, "flora", number);
        arrival.incoming.sender.as_mut().unwrap().aliases =
            names.iter().map(|kind| Alias::new(kind, "flora")).collect();
        let claim = take(store, arrival).await;
        finish(store, done(&claim, &[])).await;
    }
    let accounts = store.accounts(vec![(Platform::TELEGRAM, "7".into())]).await.unwrap();
    assert_ne!(accounts[0], page);
}

fn picture() -> OutgoingFile {
    OutgoingFile::new(
        "file:1",
        MediaKind::Image,
        FileBytes::new("p.png", "image/png", *b"a picture \x00\xff"),
    )
}
