//! Groups that get another id.

use super::{Database, fixture::*};
use crate::{Arrival, Settled, Store};

/// A group that moved is the same chat: its conversations go on, and what waits for it goes to the new id.
pub async fn a_group_that_moved_goes_on(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    let claim = talk(&*store, grouped(&*store, "ana", "-1", 1).await, &["one"]).await;
    put(&*store, grouped(&*store, "ana", "-1", 2).await).await;
    for (from, to) in [("-7", "-8"), ("-1", "-200"), ("-1", "-300"), ("-200", "-200")] {
        store.move_group(page, from.into(), to.into()).await.unwrap();
    }
    drop(store);
    let store = &*database.open().await.unwrap();
    let rows = store.load_outbox(page, 9).await.unwrap();
    assert_eq!((rows[0].chat, rows[0].group.as_deref()), (claim.snapshot.chat, Some("-200")));
    let waited = claim_one(store, at(9)).await;
    assert_eq!((waited.conversation, number(&waited)), (claim.conversation, 2));
    assert_eq!(waited.snapshot.destination.chat.group.as_deref(), Some("-200"));
    finish(store, done(&waited, &[])).await;
    let next = talk(store, grouped(store, "ana", "-200", 3).await, &[]).await;
    assert_eq!((next.conversation, next.snapshot.chat), (claim.conversation, claim.snapshot.chat));
    let other = talk(store, grouped(store, "ana", "-1", 4).await, &[]).await;
    assert_ne!(other.snapshot.chat, claim.snapshot.chat, "the old id is another group from now on");
}

/// Something may have come from the new id before it is known that the group moved. What waits goes there;
/// whoever has spoken there already goes on there, all others go on with the conversations they had.
pub async fn a_group_moves_to_where_somebody_spoke(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    let ana = talk(&*store, grouped(&*store, "ana", "-1", 1).await, &["one"]).await;
    let ben = talk(&*store, grouped(&*store, "ben", "-1", 2).await, &["two"]).await;
    let there = talk(&*store, grouped(&*store, "ana", "-200", 3).await, &["three"]).await;
    put(&*store, grouped(&*store, "ana", "-1", 4).await).await;
    put(&*store, grouped(&*store, "ben", "-1", 5).await).await;
    assert_ne!(there.snapshot.chat, ana.snapshot.chat);
    for _ in 0..2 {
        store.move_group(page, "-1".into(), "-200".into()).await.unwrap();
    }
    drop(store);
    let store = &*database.open().await.unwrap();
    let rows = store.load_outbox(page, 9).await.unwrap();
    assert_eq!(endpoints(&rows), ["one", "two", "three"], "in one lane now, in the order they had");
    let to = (there.snapshot.chat, Some("-200"));
    assert!(rows.iter().all(|row| (row.chat, row.group.as_deref()) == to));

    for claim in claim_all(store, at(9)).await {
        let destination = claim.snapshot.destination.chat.group.as_deref();
        match number(&claim) {
            4 => assert_eq!((claim.conversation, destination), (ana.conversation, Some("-1"))),
            _ => assert_eq!((claim.conversation, destination), (ben.conversation, Some("-200"))),
        }
        finish(store, done(&claim, &[])).await;
    }
    let next = talk(store, grouped(store, "ana", "-200", 6).await, &[]).await;
    assert_eq!(next.conversation, there.conversation);
    let next = talk(store, grouped(store, "ben", "-200", 7).await, &[]).await;
    assert_eq!((next.conversation, next.snapshot.chat), (ben.conversation, there.snapshot.chat));
}

/// A turn that was begun before its group moved says what it has to say at the new id.
pub async fn a_group_moves_during_a_turn(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    talk(store, grouped(store, "ben", "-200", 1).await, &[]).await;
    let claim = take(store, grouped(store, "ana", "-1", 2).await).await;
    store.move_group(account, "-1".into(), "-200".into()).await.unwrap();
    finish(store, done(&claim, &["one"])).await;
    assert_eq!(store.load_outbox(account, 9).await.unwrap()[0].group.as_deref(), Some("-200"));
}

/// The answer to a call may tell that its group moved. The call stays in its lane, and the others wait behind it.
pub async fn an_answer_tells_that_a_group_moved(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let page = account(&*store).await;
    talk(&*store, grouped(&*store, "ana", "-1", 1).await, &["one", "two"]).await;
    talk(&*store, text(page, "ben", 2), &["three"]).await;
    let rows = store.load_outbox(page, 9).await.unwrap();
    for row in [rows[0].id, rows[2].id, 77] {
        settle(&*store, row, Settled::Moved("-200".into())).await;
    }
    assert!(store.load_outbox(page, 9).await.unwrap().is_empty(), "all of them are still out");
    drop(store);
    let store = &*database.open().await.unwrap();
    let rows = store.load_outbox(page, 9).await.unwrap();
    let groups: Vec<_> = rows.iter().map(|row| row.group.as_deref()).collect();
    assert_eq!(groups, [Some("-200"), Some("-200"), None], "a private chat does not move");
    assert_eq!(endpoints(&rows), ["one", "two", "three"]);
    assert_eq!((rows[0].attempts, rows[0].not_before, rows[0].chat), (0, None, rows[1].chat));
}

/// Groups of other accounts stay where they are, whatever their ids.
pub async fn a_group_of_another_account_stays(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let other = store.accounts(vec![(tertulia_core::Platform::TELEGRAM, "2".into())]).await.unwrap()[0];
    talk(store, grouped(store, "ana", "-1", 1).await, &["one"]).await;
    store.move_group(other, "-1".into(), "-200".into()).await.unwrap();
    assert_eq!(store.load_outbox(account, 9).await.unwrap()[0].group.as_deref(), Some("-1"));
}

/// The text of a person in a group.
async fn grouped(store: &dyn Store, person: &str, group: &str, number: i64) -> Arrival {
    let mut arrival = text(account(store).await, person, number);
    arrival.incoming.chat.group = Some(group.into());
    arrival
}
