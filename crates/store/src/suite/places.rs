//! Groups, threads and business accounts.

use tertulia_core::{
    Chat, EventKind, Groups, Membership,
    event::Group,
    state::{ConversationState, PersonChange},
};

use super::{Database, fixture::*};
use crate::{AccountId, Arrival, Conclusion, Done, Ingested};

/// In a group everybody has a conversation of their own, and all share the chat.
pub async fn each_person_in_a_group_has_a_conversation(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let place = Chat { group: Some("-100".into()), ..Chat::default() };
    let ana = talk(store, placed(account, "ana", 1, &place), &["one"]).await;
    let ben = talk(store, placed(account, "ben", 2, &place), &["two"]).await;
    let private = talk(store, text(account, "ana", 3), &["three"]).await;
    assert_eq!(ana.snapshot.destination.chat, place);
    assert_eq!(private.snapshot.destination.chat, Chat::default());
    assert_eq!(ana.snapshot.user.id, private.snapshot.user.id);
    assert_eq!(ana.snapshot.chat, ben.snapshot.chat);
    assert_ne!(ana.snapshot.chat, private.snapshot.chat);
    assert!(ana.conversation != ben.conversation && ana.conversation != private.conversation);
    let rows = store.load_outbox(account, 9).await.unwrap();
    let lanes: Vec<_> = rows.iter().map(|row| (row.chat, row.group.is_some())).collect();
    let (group, alone) = (ana.snapshot.chat, private.snapshot.chat);
    assert_eq!(lanes, [(group, true), (group, true), (alone, false)]);
}

/// Where people share a conversation, each event still comes from whoever sent it.
pub async fn people_of_a_shared_group_have_one_conversation(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let own = talk(store, Arrival { groups: Groups::Personal, ..shared(account, "ana", 1) }, &[]).await;
    let ana = take(store, shared(account, "ana", 2)).await;
    let waits = store.ingest(vec![shared(account, "ben", 3)], true).await.unwrap();
    assert!(matches!(waits.as_slice(), [Ingested::Stored(None)]), "one turn at a time");
    let state = r#"{"sessions":{"list":["milk"]}}"#.to_owned();
    finish(store, end(&ana, Conclusion::Done(Done { state, ..Done::default() }))).await;
    let ben = claim_one(store, at(3)).await;
    assert_eq!((ben.conversation, number(&ben)), (ana.conversation, 3));
    assert_eq!(ben.snapshot.state.sessions["list"], serde_json::json!(["milk"]));
    assert_eq!(ben.snapshot.destination.alias("psid"), Some("ben"));
    finish(store, done(&ben, &[])).await;
    let private = talk(store, Arrival { groups: Groups::Shared, ..text(account, "ben", 4) }, &[]).await;
    assert_eq!(private.snapshot.state, ConversationState::default());
    assert_eq!(
        (own.snapshot.user.id, private.snapshot.user.id),
        (ana.snapshot.user.id, ben.snapshot.user.id)
    );
    assert_ne!(ana.snapshot.user.id, ben.snapshot.user.id);
    assert_eq!((own.snapshot.chat, ana.snapshot.chat), (ben.snapshot.chat, ben.snapshot.chat));
    assert!(own.conversation != ana.conversation && private.conversation != ana.conversation);
}

/// What a turn in a shared conversation keeps of a person is kept of the one who wrote.
pub async fn what_is_kept_of_a_person_is_not_kept_of_the_group(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let ben = take(store, shared(account, "ben", 1)).await;
    let person = PersonChange { met: true, locale: Some(Some("es".into())), ..PersonChange::default() };
    finish(store, end(&ben, Conclusion::Done(Done { person, ..Done::default() }))).await;
    let ana = take(store, shared(account, "ana", 2)).await.snapshot.user;
    assert_eq!((ana.met, ana.locale), (false, None));
    let ben = take(store, text(account, "ben", 3)).await.snapshot.user;
    assert_eq!((ben.met, ben.locale.as_deref()), (true, Some("es")));
}

/// Who adds the bot to a group is answered in private, and the group in a lane of its own, which is that of those who
/// write there.
pub async fn a_group_is_spoken_to_from_a_private_chat(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let mut added = text(account, "ana", 1);
    added.incoming.event.kind = EventKind::Membership(Membership::New(Group::new("-100")));
    let claim = take(store, added).await;
    let group = claim.snapshot.joined.unwrap();
    let mut calls = calls(&["private", "one", "two"]);
    calls[1].chat = Some(group);
    calls[2].chat = Some(group);
    finish(store, end(&claim, Conclusion::Done(Done { calls, ..Done::default() }))).await;
    let rows = store.load_outbox(account, 9).await.unwrap();
    assert_eq!(endpoints(&rows), ["private", "one", "two"]);
    let lanes: Vec<_> = rows.iter().map(|row| (row.chat, row.group.as_deref())).collect();
    assert_eq!(lanes, [(claim.snapshot.chat, None), (group, Some("-100")), (group, Some("-100"))]);
    let ben = take(store, shared(account, "ben", 2)).await;
    assert_eq!((ben.snapshot.chat, ben.snapshot.joined), (group, None));
}

/// A thread or business account is part of the conversation, and not of the chat.
pub async fn threads_and_business_accounts_are_conversations_of_their_own(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let some = |text: &str| Some(text.to_owned());
    let places = [
        Chat::default(),
        Chat { thread: some("5"), ..Chat::default() },
        Chat { thread: some("6"), ..Chat::default() },
        Chat { business: some("5"), ..Chat::default() },
        Chat { thread: some("5"), business: some("5"), ..Chat::default() },
    ];
    let mut conversations = Vec::new();
    for (number, place) in (1..).zip(&places) {
        let claim = talk(store, placed(account, "ana", number, place), &[]).await;
        assert_eq!(&claim.snapshot.destination.chat, place);
        conversations.push((claim.snapshot.chat, claim.conversation));
        let again = talk(store, placed(account, "ana", number + 100, place), &[]).await;
        assert_eq!(again.conversation, claim.conversation);
    }
    assert!(conversations.iter().all(|(chat, _)| *chat == conversations[0].0));
    conversations.sort_unstable();
    conversations.dedup();
    assert_eq!(conversations.len(), places.len());
}

/// The last message is that of the newest event that has one, in the platform's order.
pub async fn the_newest_message_is_the_last(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let mut last = Vec::new();
    for (number, message) in [(1, None), (3, Some("m3")), (2, Some("m2")), (4, None), (5, Some("m5"))] {
        let mut arrival = text(account, "ana", number);
        arrival.incoming.event.message_id = message.map(Into::into);
        last.push(talk(store, arrival, &[]).await.snapshot.destination.last_message_id);
    }
    let last: Vec<_> = last.iter().map(Option::as_deref).collect();
    assert_eq!(last, [None, Some("m3"), Some("m3"), Some("m3"), Some("m5")]);
}

/// A thread or business account with an empty name is none. A group is one whatever its name.
pub async fn an_empty_name_is_no_name(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let empty = || Some(String::new());
    let private = talk(store, text(account, "ana", 1), &[]).await;
    let place = Chat { thread: empty(), business: empty(), ..Chat::default() };
    let claim = talk(store, placed(account, "ana", 2, &place), &[]).await;
    assert_eq!(claim.conversation, private.conversation);
    assert_eq!(claim.snapshot.destination.chat, Chat::default());
    let place = Chat { group: empty(), ..Chat::default() };
    let claim = talk(store, placed(account, "ana", 3, &place), &[]).await;
    assert_ne!(claim.snapshot.chat, private.snapshot.chat);
    assert_eq!(claim.snapshot.destination.chat, place);
}

/// Somebody writes in the group whose people share a conversation.
fn shared(account: AccountId, person: &str, number: i64) -> Arrival {
    let place = Chat { group: Some("-100".into()), ..Chat::default() };
    Arrival { groups: Groups::Shared, ..placed(account, person, number, &place) }
}

fn placed(account: AccountId, person: &str, number: i64, place: &Chat) -> Arrival {
    let mut arrival = text(account, person, number);
    arrival.incoming.chat = place.clone();
    arrival
}
