//! Albums, whose parts come one by one.

use std::time::Duration;

use tertulia_core::{Attachment, Attachments, Event, EventKind, event::File};

use super::{Database, fixture::*};
use crate::{AccountId, Arrival, Claim, Conclusion, Ingested};

/// The parts are one event, a second after the last of them came, and gone when that is finished.
pub async fn the_parts_of_an_album_are_one_event(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    for number in [1, 2] {
        let answers = store.ingest(vec![part(account, number)], true).await.unwrap();
        assert!(matches!(answers.as_slice(), [Ingested::Stored(None)]), "the others may be on their way");
    }
    assert!(claim_all(store, at(3) - Duration::from_millis(1)).await.is_empty());
    let claim = claim_one(store, at(3)).await;
    assert_eq!(numbers(&claim), [1, 2]);
    assert_eq!(claim.snapshot.destination.last_message_id.as_deref(), Some("m2"));
    assert!(!finish(store, done(&claim, &["one"])).await);
    assert_eq!(depth(store).await, (0, 1, 0));
    assert!(!put(store, part(account, 2)).await, "a redelivered part is known");
    assert!(claim_all(store, at(9)).await.is_empty());
}

/// What comes after an album waits for it, what stands before it does not.
pub async fn nothing_overtakes_an_album(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let first = take(store, text(account, "ana", 1)).await;
    for arrival in [part(account, 2), text(account, "ana", 3), part(account, 4)] {
        put(store, Arrival { at: at(1), ..arrival }).await;
    }
    assert!(finish(store, done(&first, &[])).await);
    let answers = store.ingest(vec![Arrival { at: at(1), ..text(account, "ana", 5) }], true).await.unwrap();
    assert!(matches!(answers.as_slice(), [Ingested::Stored(None)]));
    assert!(claim_all(store, at(1)).await.is_empty());
    let album = claim_one(store, at(2)).await;
    assert_eq!(numbers(&album), [2, 4]);
    finish(store, done(&album, &[])).await;
    for expected in [3, 5] {
        let claim = claim_one(store, at(2)).await;
        assert_eq!(number(&claim), expected);
        finish(store, done(&claim, &[])).await;
    }
}

/// An album is handled as a whole after a crash, too. A part that came too late is an event of its own.
pub async fn an_album_outlives_a_crash(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let account = account(&*store).await;
    put(&*store, part(account, 1)).await;
    put(&*store, part(account, 2)).await;
    let begun = claim_one(&*store, at(3)).await;
    drop(store);
    let store = &*database.open().await.unwrap();
    let claim = claim_one(store, at(3)).await;
    assert_eq!((numbers(&claim), claim.attempts), (vec![1, 2], 2));
    assert_eq!(claim.snapshot.turn_id, begun.snapshot.turn_id);
    put(store, part(account, 4)).await;
    assert!(finish(store, done(&claim, &[])).await);
    assert!(claim_all(store, at(4)).await.is_empty());
    let late = claim_one(store, at(5)).await;
    assert_eq!(numbers(&late), [4]);
    assert!(!finish(store, done(&late, &[])).await);
    assert_eq!(depth(store).await, (0, 0, 0));
}

/// Albums are told apart, and a failing one is tried again with what came meanwhile.
pub async fn a_failing_album_is_tried_again(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    put(store, part(account, 1)).await;
    put(store, in_album(part(account, 2), "another")).await;
    let claim = claim_one(store, at(3)).await;
    assert_eq!(numbers(&claim), [1]);
    assert!(finish(store, end(&claim, Conclusion::Later { at: at(5), error: "no".into() })).await);
    put(store, Arrival { at: at(3), ..part(account, 4) }).await;
    assert!(claim_all(store, at(4)).await.is_empty());
    let claim = claim_one(store, at(5)).await;
    assert_eq!((numbers(&claim), claim.errors), (vec![1, 4], 1));
    assert!(finish(store, end(&claim, Conclusion::Dead { error: "no".into(), calls: Vec::new() })).await);
    assert_eq!(depth(store).await, (1, 0, 2), "every part is set aside");
    assert_eq!(numbers(&claim_one(store, at(5)).await), [2]);
}

/// A part of an album, with this number.
fn part(account: AccountId, number: i64) -> Arrival {
    in_album(text(account, "ana", number), "album")
}

/// The event becomes a picture of that album.
fn in_album(mut arrival: Arrival, album: &str) -> Arrival {
    let event = &arrival.incoming.event;
    let number = arrival.incoming.sort;
    let mut file = File::default();
    file.size = u64::try_from(number).ok();
    let mut sent = Attachments::new([Attachment::Image(file)]).unwrap();
    sent.album = Some(album.to_owned());
    let raw = serde_json::value::to_raw_value(&number).unwrap();
    let mut part = Event::new(EventKind::Attachments(sent), event.at, raw);
    part.message_id = Some(format!("m{number}"));
    arrival.incoming.event = part;
    arrival
}

/// The numbers of the parts that a turn is given.
fn numbers(claim: &Claim) -> Vec<u64> {
    claim.snapshot.event.attachments().unwrap().files().filter_map(|file| file.size).collect()
}
