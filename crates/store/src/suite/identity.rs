//! Who somebody is.

use tertulia_core::{Alias, Profile, Sender};

use super::{Database, fixture::*};
use crate::{AccountId, Arrival, Conclusion};

/// One alias is enough to know a person, and further ones are learned.
pub async fn a_person_has_several_aliases(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let mut users = Vec::new();
    let mut aliases = Vec::new();
    for (number, known_as) in (1..).zip([&[BSUID][..], &[BSUID, PHONE], &[PHONE], &[NEW_PHONE, BSUID]]) {
        let claim = talk(store, from(account, number, known_as), &[]).await;
        users.push((claim.conversation, claim.snapshot.chat, claim.snapshot.user.id));
        aliases.push(claim.snapshot.destination.aliases);
    }
    users.dedup();
    assert_eq!(users.len(), 1, "one person, one chat, one conversation");
    assert_eq!(aliases[0], named(&[BSUID]));
    assert_eq!(aliases[1], named(&[BSUID, PHONE]));
    assert_eq!(aliases[2], named(&[PHONE, BSUID]), "the one seen last is the first");
    assert_eq!(aliases[3], named(&[NEW_PHONE, BSUID, PHONE]));
}

/// When aliases of two users come together, the older user stays, and the other's turns still end.
pub async fn two_users_turn_out_to_be_one(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let older = talk(store, from(account, 1, &[PHONE]), &[]).await;
    let newer = take(store, from(account, 2, &[BSUID])).await;
    put(store, from(account, 3, &[BSUID])).await;
    assert_ne!(older.snapshot.user.id, newer.snapshot.user.id);

    let both = take(store, from(account, 4, &[BSUID, PHONE])).await;
    assert_eq!(
        (both.conversation, both.snapshot.chat, both.snapshot.user.id),
        (older.conversation, older.snapshot.chat, older.snapshot.user.id)
    );
    assert_eq!(both.snapshot.destination.aliases, named(&[BSUID, PHONE]));
    finish(store, done(&both, &[])).await;

    assert!(finish(store, done(&newer, &["answer"])).await, "its queue is not lost");
    let queued = claim_one(store, at(9)).await;
    assert_eq!((queued.conversation, number(&queued)), (newer.conversation, 3));
    assert_eq!(queued.snapshot.chat, newer.snapshot.chat);
    assert_eq!(queued.snapshot.user.id, older.snapshot.user.id);
    assert_eq!(queued.snapshot.destination.aliases, named(&[BSUID, PHONE]), "so replies have an address");
    assert!(!finish(store, done(&queued, &[])).await);

    for (number, alias) in [(5, PHONE), (6, BSUID)] {
        let claim = talk(store, from(account, number, &[alias]), &[]).await;
        assert_eq!(claim.conversation, older.conversation, "new events go to the older user");
    }
}

/// A user that others were merged into is merged like any other.
pub async fn three_users_turn_out_to_be_one(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let first = talk(store, from(account, 1, &[PHONE]), &[]).await;
    let second = talk(store, from(account, 2, &[BSUID]), &[]).await;
    let third = take(store, from(account, 3, &[NEW_PHONE])).await;
    put(store, from(account, 4, &[NEW_PHONE])).await;
    finish(store, done(&third, &[])).await;
    let one = talk(store, from(account, 5, &[NEW_PHONE, BSUID]), &[]).await;
    assert_eq!(one.snapshot.user.id, second.snapshot.user.id);
    let one = talk(store, from(account, 6, &[BSUID, PHONE]), &[]).await;
    assert_eq!(one.snapshot.user.id, first.snapshot.user.id);
    let queued = claim_one(store, at(9)).await;
    assert_eq!(queued.conversation, third.conversation);
    assert_eq!(queued.snapshot.user.id, first.snapshot.user.id);
    assert_eq!(queued.snapshot.destination.aliases, named(&[BSUID, PHONE, NEW_PHONE]));
}

/// What a webhook says about a person is kept; what it does not say is not forgotten.
pub async fn a_profile_is_kept_up_to_date(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let said = |number, profile: Profile| {
        let mut arrival = text(account, "ana", number);
        arrival.incoming.sender.as_mut().unwrap().profile = profile;
        arrival
    };
    let name = |name: &str| Profile { name: Some(name.into()), ..Profile::default() };
    let first = talk(store, said(1, name("Ana")), &[]).await;
    assert_eq!(first.snapshot.user.profile, name("Ana"));
    let locale = Profile { locale: Some("es".into()), ..Profile::default() };
    talk(store, said(2, locale), &[]).await;
    let third = take(store, said(3, Profile::default())).await;
    assert_eq!(third.snapshot.user.profile, Profile { locale: Some("es".into()), ..name("Ana") });
    finish(store, end(&third, Conclusion::Later { at: at(9), error: String::new() })).await;
    put(store, said(4, name("Ana María"))).await;
    let again = claim_one(store, at(9)).await;
    assert_eq!(again.snapshot.user.profile.name.as_deref(), Some("Ana María"));
}

/// When users turn out to be one, what a newer one is known to be counts more, whatever the order of their
/// aliases; what the event itself says counts most.
pub async fn the_newest_user_knows_best(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let said = |number, aliases: &[(&'static str, &str)], name: &str, locale: &str| {
        let mut arrival = from(account, number, aliases);
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        arrival.incoming.sender.as_mut().unwrap().profile =
            Profile { name: some(name), locale: some(locale), ..Profile::default() };
        arrival
    };
    talk(store, said(1, &[PHONE], "One", "en"), &[]).await;
    talk(store, said(2, &[BSUID], "Two", "es"), &[]).await;
    talk(store, said(3, &[NEW_PHONE], "Three", ""), &[]).await;
    let one = talk(store, said(4, &[NEW_PHONE, PHONE, BSUID], "", ""), &[]).await;
    assert_eq!(one.snapshot.user.profile, profile("Three", "es"));
    let one = talk(store, said(5, &[PHONE], "Four", ""), &[]).await;
    assert_eq!(one.snapshot.user.profile, profile("Four", "es"));
}

fn profile(name: &str, locale: &str) -> Profile {
    Profile { name: Some(name.into()), locale: Some(locale.into()), ..Profile::default() }
}

/// An event that nobody sent has no mailbox. It is kept all the same.
pub async fn an_event_without_a_sender_is_set_aside(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let mut nobody = text(account, "ana", 1);
    nobody.incoming.sender = None;
    assert!(put(store, nobody.clone()).await);
    assert!(!put(store, nobody).await);
    assert!(put(store, from(account, 2, &[])).await);
    assert_eq!(depth(store).await, (0, 0, 2));
}

const BSUID: (&str, &str) = ("bsuid", "US.13491208655302741918");
const PHONE: (&str, &str) = ("wa_id", "16505551234");
const NEW_PHONE: (&str, &str) = ("wa_id", "16505554321");

fn named(aliases: &[(&'static str, &str)]) -> Vec<Alias> {
    aliases.iter().map(|(kind, value)| Alias::new(kind, *value)).collect()
}

fn from(account: AccountId, number: i64, aliases: &[(&'static str, &str)]) -> Arrival {
    let mut arrival = text(account, "", number);
    arrival.incoming.sender = Some(Sender::new(named(aliases)));
    arrival
}
