//! What is kept of a person, whatever the conversation.

use serde_json::json;
use tertulia_core::{
    Chat,
    state::{Memory, PersonChange},
};

use super::{Database, fixture::*};
use crate::{Arrival, Claim, Conclusion, Done, Finish, Finished};

/// What a turn keeps of a person is there for every conversation of the person, and nobody else's.
pub async fn what_is_kept_of_a_person_is_there_in_every_conversation(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let claim = take(store, text(account, "ana", 1)).await;
    let user = &claim.snapshot.user;
    assert_eq!((user.met, &user.locale, user.version), (false, &None, 0));
    assert_eq!(user.memory, Memory::default());
    assert!(!user.stopped);
    let change =
        PersonChange { met: true, stopped: Some(true), locale: Some(Some("es".into())), ..wrote(&claim, 3) };
    finish(store, with(&claim, change)).await;

    let elsewhere = talk(store, in_group(text(account, "ana", 2)), &[]).await;
    let user = &elsewhere.snapshot.user;
    assert_ne!(elsewhere.conversation, claim.conversation);
    assert_eq!((user.met, user.locale.as_deref(), user.version), (true, Some("es"), 1));
    assert_eq!((user.memory.clone(), user.stopped), (points(3), true));

    let other = talk(store, text(account, "ben", 3), &[]).await;
    assert!(
        !other.snapshot.user.met
            && !other.snapshot.user.stopped
            && other.snapshot.user.memory == Memory::default()
    );

    let claim = take(store, text(account, "ana", 4)).await;
    finish(store, with(&claim, PersonChange { locale: Some(None), ..PersonChange::default() })).await;
    let claim = take(store, text(account, "ana", 5)).await;
    assert_eq!((&claim.snapshot.user.locale, claim.snapshot.user.version), (&None, 1));
    assert_eq!(claim.snapshot.user.memory, points(3), "the one goes without the other");
    assert!(claim.snapshot.user.stopped);
    finish(store, with(&claim, PersonChange { stopped: Some(false), ..PersonChange::default() })).await;
    let user = take(store, text(account, "ana", 6)).await.snapshot.user;
    assert_eq!((user.stopped, user.memory), (false, points(3)));
}

/// It outlives the process.
pub async fn what_is_kept_of_a_person_is_there_after_a_restart(database: &dyn Database) {
    let store = database.open().await.unwrap();
    let account = account(&*store).await;
    let claim = take(&*store, text(account, "ana", 1)).await;
    let change = PersonChange { met: true, locale: Some(Some("es".into())), ..wrote(&claim, 3) };
    finish(&*store, with(&claim, change)).await;
    drop(store);
    let store = database.open().await.unwrap();
    let user = take(&*store, text(account, "ana", 2)).await.snapshot.user;
    assert_eq!((user.met, user.locale.as_deref(), user.memory), (true, Some("es"), points(3)));
}

/// A turn that has read what another one changed meanwhile is not kept, and runs again with what is there now.
pub async fn a_turn_that_read_what_is_no_longer_so_runs_again(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let private = take(store, text(account, "ana", 1)).await;
    let group = take(store, in_group(text(account, "ana", 2))).await;
    finish(store, with(&private, wrote(&private, 1))).await;

    let mut late = with(&group, wrote(&group, 1));
    if let Conclusion::Done(Done { calls, .. }) = &mut late.conclusion {
        *calls = self::calls(&["never said"]);
    }
    assert_eq!(store.finish(vec![late.clone()]).await.unwrap(), [Finished::Overtaken]);
    assert_eq!(store.finish(vec![late]).await.unwrap(), [Finished::Fenced], "it is nobody's now");
    assert_eq!(depth(store).await, (1, 0, 0), "nothing of it is kept, and the event waits");

    let again = claim_one(store, at(9)).await;
    assert_eq!((again.conversation, again.inbox, again.attempts), (group.conversation, group.inbox, 1));
    assert_eq!((again.snapshot.user.version, &again.snapshot.user.memory), (1, &points(1)));
    assert!(!finish(store, with(&again, wrote(&again, 2))).await);
    assert_eq!(take(store, text(account, "ana", 3)).await.snapshot.user.memory, points(2));
}

/// Who has only looked runs again too; who has not looked does not.
pub async fn only_who_has_read_runs_again(database: &dyn Database) {
    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let writes = take(store, text(account, "ana", 1)).await;
    let looks = take(store, in_group(text(account, "ana", 2))).await;
    finish(store, with(&writes, wrote(&writes, 1))).await;
    let read = PersonChange { read: Some(0), ..PersonChange::default() };
    assert_eq!(store.finish(vec![with(&looks, read)]).await.unwrap(), [Finished::Overtaken]);
    let again = claim_one(store, at(9)).await;
    let blind = PersonChange { met: true, locale: Some(Some("es".into())), ..PersonChange::default() };
    finish(store, with(&again, blind)).await;

    let looks = take(store, text(account, "ana", 3)).await;
    let read = PersonChange { read: Some(looks.snapshot.user.version), ..PersonChange::default() };
    assert!(!finish(store, with(&looks, read)).await, "nothing was changed meanwhile");
}

/// When two users turn out to be one person, what the older one has stays, and the newer one gives what it lacks.
pub async fn what_is_kept_of_two_users_becomes_that_of_one(database: &dyn Database) {
    use tertulia_core::{Alias, Sender};

    let store = &*database.open().await.unwrap();
    let account = account(store).await;
    let known = |number, aliases: &[&str]| {
        let mut arrival = text(account, "nobody", number);
        arrival.incoming.sender = Some(Sender::new(aliases.iter().map(|&name| Alias::new("name", name))));
        arrival
    };
    let older = take(store, known(1, &["a"])).await;
    finish(store, with(&older, PersonChange { met: true, ..PersonChange::default() })).await;
    let newer = take(store, known(2, &["b"])).await;
    let change = PersonChange { stopped: Some(true), locale: Some(Some("es".into())), ..wrote(&newer, 7) };
    finish(store, with(&newer, change)).await;
    let under_way = take(store, known(3, &["b"])).await;

    let both = take(store, known(4, &["a", "b"])).await;
    let user = &both.snapshot.user;
    assert_eq!((user.id, user.met, user.locale.as_deref()), (older.snapshot.user.id, true, Some("es")));
    assert!(user.stopped, "who stopped as either, stopped");
    assert_eq!(user.memory, points(7));
    let outdated = store.finish(vec![with(&under_way, wrote(&under_way, 8))]).await.unwrap();
    assert_eq!(outdated, [Finished::Overtaken], "what it has read was another user's");
    assert!(!finish(store, with(&both, wrote(&both, 9))).await);
}

/// A good end of a turn that does this to the person.
fn with(claim: &Claim, person: PersonChange) -> Finish {
    end(claim, Conclusion::Done(Done { person, ..Done::default() }))
}

/// The turn has read what there was, and leaves so many points.
fn wrote(claim: &Claim, count: u32) -> PersonChange {
    let read = Some(claim.snapshot.user.version);
    PersonChange { read, memory: Some(points(count)), ..PersonChange::default() }
}

fn points(count: u32) -> Memory {
    Memory {
        values: [("points".to_owned(), json!(count))].into(),
        versions: [("points".to_owned(), 2)].into(),
        set_aside: [("old".to_owned(), json!("x"))].into(),
    }
}

fn in_group(mut arrival: Arrival) -> Arrival {
    arrival.incoming.chat = Chat { group: Some("-100".into()), ..Chat::default() };
    arrival
}
