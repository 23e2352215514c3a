//! What arrives, and that a bot goes on with it.

use secrecy::ExposeSecret as _;
use tertulia_core::Platform;
use tertulia_store::{Store, suite::fixture::*};

use super::{
    place::{File, copied},
    seed::{WAITING, busy},
    server::Schema,
};

#[tokio::test]
async fn what_goes_to_postgresql_and_back_is_the_same_as_after_a_crash() {
    let Some(schema) = Schema::new().await else { return };
    let (file, back) = (File::new(), File::new());
    let store = file.store();
    busy(&store).await;
    store.close().await.unwrap();
    drop(store);
    let before = file.rows();

    let there = copied(&file.location(), &schema.location()).await.unwrap();
    let again = copied(&schema.location(), &back.location()).await.unwrap();
    assert_eq!(there.tables, again.tables, "the same rows have the same checksums on every engine");
    for table in there.tables {
        assert!(table.rows > 0, "`{}` has something to be copied", table.table);
    }
    assert_eq!(file.rows(), before, "the source is not changed");

    // The next process lets go of what the last one had in its hands.
    let store = file.store();
    store.close().await.unwrap();
    drop(store);
    assert_ne!(file.rows(), before, "something was in its hands");
    assert_eq!(back.rows(), file.rows());
    let exports = file.exports().await;
    assert!(exports.len() > 5);
    assert_eq!(schema.exports().await, exports);
    assert_eq!(back.exports().await, exports);
}

#[tokio::test]
async fn a_bot_goes_on_with_a_copy_as_after_a_crash() {
    let Some(schema) = Schema::new().await else { return };
    let (file, back) = (File::new(), File::new());
    let store = file.store();
    busy(&store).await;
    let key = store.payload_key().await.unwrap();
    store.close().await.unwrap();
    drop(store);
    copied(&file.location(), &schema.location()).await.unwrap();
    copied(&schema.location(), &back.location()).await.unwrap();
    let expected = go_on(&file.store()).await;
    assert!(expected.iter().any(|line| line.contains("uncertain: true")), "{expected:#?}");
    assert_eq!(go_on(&schema.process().await).await, expected);
    assert_eq!(go_on(&back.store()).await, expected);
    assert_eq!(schema.process().await.payload_key().await.unwrap().expose_secret(), key.expose_secret());
}

/// Does everything that waits, and tells it.
async fn go_on(store: &dyn Store) -> Vec<String> {
    let page = account(store).await;
    assert!(!put(store, text(page, "person 7", 1007)).await, "it had come in before");
    let mut told = Vec::new();
    let rows = store.load_outbox(page, 99).await.unwrap();
    told.extend(rows.iter().map(|row| {
        format!(
            "{} {} {:?} {} uncertain: {}, {:?}",
            row.id, row.call.endpoint, row.not_before, row.attempts, row.uncertain, row.files
        )
    }));
    store.accounts(vec![(Platform::WHATSAPP, "1".into())]).await.unwrap();
    let claims = store.claim(2000, at(9000)).await.unwrap();
    assert!(claims.len() > usize::try_from(WAITING).unwrap());
    let mut turns = Vec::new();
    for claim in &claims {
        let charged = store.recall(claim.inbox, "charge".into()).await.unwrap();
        let (kind, state) = (&claim.snapshot.event.kind, &claim.snapshot.state);
        turns.push(format!("{} {kind:?} {} {state:?} {charged:?}", claim.inbox, claim.attempts));
        finish(store, done(claim, &["answer"])).await;
    }
    turns.sort();
    told.extend(turns);
    let rows = store.load_outbox(page, 3000).await.unwrap();
    told.extend(rows.iter().map(|row| format!("{} {}", row.id, row.call.endpoint)));
    told
}

#[tokio::test]
async fn numbers_go_on_behind_the_last_that_was_given() {
    let Some(schema) = Schema::new().await else { return };
    let (file, back) = (File::new(), File::new());
    let store = file.store();
    let page = account(&store).await;
    let claim = talk(&store, text(page, "ana", 1), &["one"]).await;
    let row = store.load_outbox(page, 1).await.unwrap().remove(0);
    settle(&store, row.id, tertulia_store::Settled::Sent(None)).await;
    assert_eq!(depth(&store).await, (0, 0, 0), "no row tells the last number");
    store.close().await.unwrap();
    drop(store);
    copied(&file.location(), &schema.location()).await.unwrap();
    copied(&schema.location(), &back.location()).await.unwrap();
    for store in [Box::new(schema.process().await) as Box<dyn Store>, Box::new(back.store())] {
        let next = talk(&*store, text(page, "ana", 2), &["two"]).await;
        let next_row = store.load_outbox(page, 1).await.unwrap().remove(0);
        assert_eq!((next.inbox, next_row.id), (claim.inbox + 1, row.id + 1));
        assert_eq!((next.conversation, next.snapshot.user.id), (claim.conversation, claim.snapshot.user.id));
        let ben = take(&*store, text(page, "ben", 3)).await;
        assert_eq!(ben.snapshot.user.id, claim.snapshot.user.id + 1);
    }
}

#[tokio::test]
async fn what_processes_on_a_server_had_in_their_hands_is_let_go_of() {
    let Some(schema) = Schema::new().await else { return };
    let file = File::new();
    let store = schema.process().await;
    let page = account(&store).await;
    talk(&store, text(page, "ana", 1), &["one", "two"]).await;
    let rows = store.load_outbox(page, 9).await.unwrap();
    store.mark_dispatching(vec![rows[0].id]).await.unwrap();
    let claim = take(&store, text(page, "ben", 2)).await;
    store.close().await.unwrap();
    // As if it had been killed.
    schema.rows(&format!("UPDATE conversations SET owner = 77 WHERE id = {}", claim.conversation)).await;
    schema.rows("INSERT INTO processes (id, beat) VALUES (77, '-infinity')").await;
    copied(&schema.location(), &file.location()).await.unwrap();
    assert_eq!(schema.rows("SELECT 1 FROM conversations WHERE owner = 77").await.len(), 1, "not changed");
    let store = file.store();
    let again = claim_one(&store, at(9)).await;
    assert_eq!((again.inbox, again.attempts), (claim.inbox, 2));
    let rows = store.load_outbox(page, 9).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.uncertain).collect::<Vec<_>>(), [true, false]);
}
