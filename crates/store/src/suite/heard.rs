//! When somebody was last heard in a chat.

use tertulia_core::{Alias, Event, Sender, event::OwnEvent};

use super::{Database, fixture::*};
use crate::{Arrival, Claim, Letter, Reader, Store};

/// The person's newest event that counts is known to whatever comes later, also if it failed, and across a restart.
pub async fn when_a_person_was_heard_is_kept(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    let silent = talk(&*store, text(page, "ana", 1), &[]).await;
    assert_eq!(silent.snapshot.destination.heard, None);
    let claim = talk(&*store, heard(text(page, "ana", 5)), &[]).await;
    assert_eq!(claim.snapshot.destination.heard, Some(at(5)), "the event itself counts");
    let failed = take(&*store, heard(text(page, "ana", 7))).await;
    finish(&*store, end(&failed, crate::Conclusion::Dead { error: "no".into(), calls: Vec::new() })).await;
    let late = talk(&*store, heard(text(page, "ana", 3)), &[]).await;
    assert_eq!(late.snapshot.destination.heard, Some(at(7)), "what came late is older");
    drop(store);
    let store = &*database.open().await.unwrap();
    assert_eq!(posted(store, &claim).await.snapshot.destination.heard, Some(at(7)));
    let ben = talk(store, text(page, "ben", 9), &[]).await;
    assert_eq!(ben.snapshot.destination.heard, None);
}

/// A group is one chat: whoever speaks there opens it for all.
pub async fn whoever_else_is_heard_in_a_group_counts(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let page = account(store).await;
    let grouped = |person: &str, number: i64| {
        let mut arrival = text(page, person, number);
        arrival.incoming.chat.group = Some("-1".into());
        arrival
    };
    talk(store, heard(grouped("ana", 1)), &[]).await;
    let ben = talk(store, grouped("ben", 2), &[]).await;
    assert_eq!(ben.snapshot.destination.heard, Some(at(1)));
    let alone = talk(store, text(page, "ana", 3), &[]).await;
    assert_eq!(alone.snapshot.destination.heard, None);
}

/// Two users who turn out to be one were heard when either was.
pub async fn a_person_of_two_users_was_heard_as_either(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let page = account(store).await;
    let [one, other] = ["one", "other"].map(|id| Alias::new("psid", id));
    let by = |aliases: Vec<Alias>, second| {
        let mut arrival = text(page, "ana", second);
        arrival.incoming.sender = Some(Sender::new(aliases));
        arrival
    };
    talk(store, heard(by(vec![one.clone()], 1)), &[]).await;
    talk(store, heard(by(vec![other.clone()], 2)), &[]).await;
    let both = talk(store, by(vec![one, other], 3), &[]).await;
    assert_eq!(both.snapshot.destination.heard, Some(at(2)));
}

/// An event that opens the window.
fn heard(mut arrival: Arrival) -> Arrival {
    arrival.incoming.event.opens_window = true;
    arrival
}

/// An event of the bot's own for the same person, claimed.
async fn posted(store: &dyn Store, to: &Claim) -> Claim {
    let event = Event::own(OwnEvent::new("hello", serde_json::Value::Null), at(9));
    let letter = Letter { to: Reader::User(to.snapshot.user.id), event, at: at(9) };
    assert_eq!(store.post(vec![letter]).await.unwrap(), [true]);
    let claim = claim_one(store, at(10)).await;
    finish(store, done(&claim, &[])).await;
    claim
}
