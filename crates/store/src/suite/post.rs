//! Events of the bot's own.

use tertulia_core::{Alias, Event, EventKind, Sender, event::OwnEvent};

use super::{Database, fixture::*};
use crate::{Letter, Reader, Settled};

fn letter(to: Reader, name: &str) -> Letter {
    Letter { to, event: Event::own(OwnEvent::new(name, serde_json::json!({"order": 7})), at(9)), at: at(9) }
}

fn name(event: &Event) -> &str {
    match &event.kind {
        EventKind::Own(own) => &own.name,
        _ => "",
    }
}

/// An event of the bot's own waits in the private conversation behind what came in, across a restart.
pub async fn an_event_of_its_own_waits_its_turn(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    let met = talk(&*store, text(page, "ana", 1), &[]).await;
    let busy = take(&*store, text(page, "ana", 2)).await;
    let id = met.snapshot.destination.aliases[0].value.clone();
    let to = [Reader::User(met.snapshot.user.id), Reader::Native { account: page, id }];
    let letters = to.into_iter().zip(["first", "second"]).map(|(to, name)| letter(to, name));
    assert_eq!(store.post(letters.collect()).await.unwrap(), [true, true]);
    assert!(store.claim(9, at(9)).await.unwrap().is_empty(), "one turn at a time");
    finish(&*store, done(&busy, &[])).await;
    drop(store);
    let store = &*database.open().await.unwrap();
    for expected in ["first", "second"] {
        let claims = store.claim(9, at(10)).await.unwrap();
        let [claim] = &claims[..] else { panic!("{claims:?}") };
        let EventKind::Own(own) = &claim.snapshot.event.kind else { panic!("{claim:?}") };
        assert_eq!((own.name.as_str(), &own.params["order"]), (expected, &7.into()));
        assert_eq!((claim.conversation, claim.snapshot.user.id), (met.conversation, met.snapshot.user.id));
        assert!(!claim.snapshot.event.addressed && claim.snapshot.event.at == at(9));
        finish(store, done(claim, &[expected])).await;
    }
    let rows = store.load_outbox(page, 9).await.unwrap();
    assert_eq!(endpoints(&rows), ["first", "second"]);
    settle(store, rows[0].id, Settled::Dead("blocked".into())).await;
    let told = store.claim(9, at(11)).await.unwrap();
    assert!(matches!(told[0].snapshot.event.kind, EventKind::DeliveryFailed(_)), "what it says may fail");
}

/// Nobody is met by being written to.
pub async fn whoever_is_unknown_gets_no_event(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let page = account(store).await;
    let met = talk(store, text(page, "ana", 1), &[]).await;
    let unknown =
        [Reader::User(met.snapshot.user.id + 1), Reader::Native { account: page, id: "nobody".into() }];
    let letters = unknown.into_iter().map(|to| letter(to, "hello")).collect();
    assert_eq!(store.post(letters).await.unwrap(), [false, false]);
    assert!(store.claim(9, at(10)).await.unwrap().is_empty());
}

/// Somebody who turned out to be the same person as another is found by either number.
pub async fn an_event_finds_who_is_known_by_another_number(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let page = account(store).await;
    let [one, other] = ["one", "other"].map(|id| Alias::new("psid", id));
    let by = |aliases: Vec<Alias>, second| {
        let mut arrival = text(page, "ana", second);
        arrival.incoming.sender = Some(Sender::new(aliases));
        arrival
    };
    let older = talk(store, by(vec![one.clone()], 1), &[]).await;
    let newer = talk(store, by(vec![other.clone()], 2), &[]).await;
    talk(store, by(vec![one, other], 3), &[]).await;
    assert_eq!(store.post(vec![letter(Reader::User(newer.snapshot.user.id), "hi")]).await.unwrap(), [true]);
    let claims = store.claim(9, at(10)).await.unwrap();
    assert_eq!(claims.iter().map(|claim| claim.conversation).collect::<Vec<_>>(), [older.conversation]);
    assert_eq!(name(&claims[0].snapshot.event), "hi");
}
