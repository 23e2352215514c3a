//! One event at a time, in order.

use super::{Database, fixture::*};
use crate::{Conclusion, Ingested, Settled};

/// Waiting events run by the platform's order, whatever the order of their arrival.
pub async fn events_run_in_the_order_of_the_platform(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    for number in [3, 1, 2] {
        assert!(put(store, text(account, "ana", number)).await);
    }
    for expected in [1, 2, 3] {
        let claim = claim_one(store, at(10)).await;
        assert_eq!(number(&claim), expected);
        assert_eq!(finish(store, done(&claim, &[])).await, expected < 3, "more is told as long as there is");
    }
    assert!(claim_all(store, at(10)).await.is_empty());
}

/// Events with the same place in the platform's order run as they arrived.
pub async fn equal_events_run_in_the_order_of_arrival(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    for number in [5, 4, 6] {
        let mut arrival = text(account, "ana", number);
        arrival.incoming.sort = 0;
        put(store, arrival).await;
    }
    for expected in [5, 4, 6] {
        let claim = claim_one(store, at(10)).await;
        assert_eq!(number(&claim), expected);
        finish(store, done(&claim, &[])).await;
    }
}

/// What comes in during a turn waits for its end; other conversations do not.
pub async fn a_conversation_has_one_turn_at_a_time(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let first = take(store, text(account, "ana", 1)).await;
    let answers = store.ingest(vec![text(account, "ana", 2)], true).await.unwrap();
    assert!(matches!(answers.as_slice(), [Ingested::Stored(None)]));
    assert!(claim_all(store, at(9)).await.is_empty());
    let other = take(store, text(account, "ben", 3)).await;
    assert_ne!(first.conversation, other.conversation);
    assert!(finish(store, done(&first, &[])).await);
    let second = claim_one(store, at(9)).await;
    assert_eq!((second.conversation, number(&second)), (first.conversation, 2));
    assert!(second.fence > first.fence && second.seen > first.seen);
}

/// The first event of a conversation comes with everything its turn needs.
pub async fn an_idle_conversation_is_claimed_at_ingest(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let claim = take(store, text(account, "ana", 1)).await;
    assert_eq!((claim.account, claim.attempts, number(&claim)), (account, 1, 1));
    assert_eq!(claim.snapshot.platform, tertulia_core::Platform::MESSENGER);
    assert_eq!(claim.snapshot.turn_id, claim.inbox.to_string());
    assert_eq!(claim.snapshot.now, at(1));
    assert_eq!(claim.snapshot.destination.alias("psid"), Some("ana"));
    assert_eq!(claim.snapshot.state, Default::default());
}

/// A claim at ingest gives the conversation's first event, even if that is not the one that came in.
pub async fn a_claim_at_ingest_gives_what_waited_longer(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    put(store, text(account, "ana", 1)).await;
    let claim = take(store, text(account, "ana", 2)).await;
    assert_eq!(number(&claim), 1);
    assert!(finish(store, done(&claim, &[])).await);
    assert_eq!(number(&claim_one(store, at(2)).await), 2);
}

/// Conversations are given out by how long they wait, no more than asked for.
pub async fn the_longest_waiting_conversation_goes_first(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    for (person, number) in [("ben", 2), ("ana", 1), ("eva", 3)] {
        put(store, text(account, person, number)).await;
    }
    assert!(store.claim(0, at(9)).await.unwrap().is_empty());
    let claims = store.claim(2, at(9)).await.unwrap();
    assert_eq!(claims.iter().map(number).collect::<Vec<_>>(), [1, 2]);
    let claims = store.claim(2, at(9)).await.unwrap();
    assert_eq!(claims.iter().map(number).collect::<Vec<_>>(), [3]);
}

/// While very much waits to be sent to a chat, its conversations rest; others do not.
pub async fn a_flooded_chat_rests(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let page = account(store).await;
    talk(store, text(page, "ana", 1), &["call"; 64]).await;
    let rows = store.load_outbox(page, 99).await.unwrap();
    let answers = store.ingest(vec![text(page, "ana", 2)], true).await.unwrap();
    assert!(matches!(answers.as_slice(), [Ingested::Stored(None)]), "its conversation rests");
    assert_eq!(number(&take(store, text(page, "ben", 3)).await), 3);
    assert!(claim_all(store, at(3)).await.is_empty());
    settle(store, rows[0].id, Settled::Sent(None)).await;
    assert!(claim_all(store, at(3)).await.is_empty(), "it is looked again after a second");
    assert_eq!(number(&claim_one(store, at(4)).await), 2);
}

/// While an event waits to be tried again, later events of its conversation wait as well.
pub async fn a_failing_event_is_not_overtaken(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let claim = take(store, text(account, "ana", 1)).await;
    let later = Conclusion::Later { at: at(60), error: "no answer".into() };
    assert!(finish(store, end(&claim, later)).await);
    let answers = store.ingest(vec![text(account, "ana", 2)], true).await.unwrap();
    assert!(matches!(answers.as_slice(), [Ingested::Stored(None)]), "not even claimed at ingest");
    assert!(claim_all(store, at(59)).await.is_empty());
    let again = claim_one(store, at(60)).await;
    assert_eq!((number(&again), again.attempts, again.errors), (1, 2, 1));
    assert_eq!(again.snapshot.turn_id, claim.snapshot.turn_id, "it is the same turn");
    assert!(finish(store, done(&again, &[])).await);
    let next = claim_one(store, at(60)).await;
    assert_eq!((number(&next), next.attempts, next.errors), (2, 1, 0));
    assert!(!finish(store, done(&next, &[])).await);
    take(store, text(account, "ana", 3)).await; // Nothing holds it any more.
}

/// An event that is given up is out of the way.
pub async fn a_dead_event_lets_the_next_one_run(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let claim = take(store, text(account, "ana", 1)).await;
    put(store, text(account, "ana", 2)).await;
    let dead = Conclusion::Dead { error: "hopeless".into(), calls: Vec::new() };
    assert!(finish(store, end(&claim, dead)).await);
    assert_eq!(number(&claim_one(store, at(2)).await), 2);
    assert_eq!(depth(store).await, (1, 0, 1));
}
