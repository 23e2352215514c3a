//! Groups, threads and business accounts.

use tertulia_core::Chat;

use super::{Database, fixture::*};
use crate::{AccountId, Arrival};

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

fn placed(account: AccountId, person: &str, number: i64, place: &Chat) -> Arrival {
    let mut arrival = text(account, person, number);
    arrival.incoming.chat = place.clone();
    arrival
}
