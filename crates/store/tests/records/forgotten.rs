//! Who is forgotten while something is being done for them.

use serde_json::json;
use tertulia_core::{Chat, Groups};
use tertulia_store::{
    Caretaker as _, Conclusion, Done, Finish, Finished, Ingested, Postgres, Settled, Store, Upkeep as _,
    suite::fixture,
};

use super::{
    people::{ANA, BEA, begun, finish, well_known},
    server::Schema,
};
use fixture::{account, at, settle, take, text};

/// Tables with a column that holds bytes.
const BYTES: [(&str, &str); 1] = [("dead", "body")];

impl Schema {
    /// The tables in which something stands of that name.
    async fn naming(&self, name: &str) -> Vec<String> {
        let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()";
        let mut naming = Vec::new();
        for table in self.rows(tables).await {
            let table: String = table.get(0);
            let bytes = BYTES.iter().find(|(known, _)| *known == table);
            let or = bytes.map(|(_, column)| {
                format!(" OR position(convert_to('{name}', 'UTF8') IN whole.{column}) > 0")
            });
            let sql = format!(
                "SELECT 1 FROM {table} whole WHERE position('{name}' IN whole::text) > 0{}",
                or.unwrap_or_default()
            );
            if !self.rows(&sql).await.is_empty() {
                naming.push(table);
            }
        }
        naming
    }
}

async fn number(store: &dyn tertulia_store::Records, who: &str) -> i64 {
    store.people("whatsapp", who).await.unwrap()[0]
}

#[tokio::test]
async fn what_is_being_done_for_who_is_forgotten_leaves_nothing_behind() {
    let Some(schema) = Schema::new().await else { return };
    let store = schema.process().await;
    well_known(&store, ANA, 1).await;
    well_known(&store, BEA, 11).await;
    let claim = begun(&store, ANA, 20, "hello").await;
    store.load_outbox(claim.account, 9).await.unwrap(); // a call of hers is given out already
    let caretaker = schema.caretaker().await;
    let ana = number(caretaker.records(), ANA).await;
    let call: i64 = schema.rows("SELECT min(id) FROM outbox WHERE conversation = 1").await[0].get(0);
    assert_eq!(store.mark_dispatching(vec![call]).await.unwrap(), [call]);
    assert!(schema.naming(ANA).await.len() > 5);

    caretaker.forget(ana).await.unwrap();
    assert!(schema.naming(ANA).await.is_empty(), "{:?}", schema.naming(ANA).await);

    // The turn that was running ends, and so does the call; both would tell of her.
    let done = Conclusion::Done(Done { state: format!("{{\"of\":\"{ANA}\"}}"), ..Done::default() });
    assert_eq!(finish(&store, &claim, done).await, Finished::Fenced);
    store.record(claim.inbox, "order".into(), ANA.into()).await.unwrap();
    settle(&store, call, Settled::Sent(Some(format!("wamid.{ANA}")))).await;
    let trace = json!({"event": claim.inbox, "platform": "whatsapp", "user": ANA}).to_string();
    store.keep_traces(vec![(claim.inbox, trace)], 100).await.unwrap();
    assert!(schema.naming(ANA).await.is_empty(), "{:?}", schema.naming(ANA).await);
    assert!(schema.naming(BEA).await.len() > 5, "nobody else is concerned");

    let claim = begun(&store, ANA, 30, "hello").await;
    assert!(claim.snapshot.user.id > ana && !claim.snapshot.user.met, "who comes back is somebody new");
    let trace = json!({"event": claim.inbox, "platform": "whatsapp", "user": ANA}).to_string();
    store.keep_traces(vec![(claim.inbox, trace)], 100).await.unwrap();
    assert!(store.trace(claim.inbox).await.unwrap().is_some(), "of whom it is told again");
}

#[tokio::test]
async fn who_writes_while_being_forgotten_is_heard_and_nothing_is_left_half() {
    let Some(schema) = Schema::new().await else { return };
    let (one, two) = (schema.process().await, schema.process().await);
    let page = account(&one).await;
    let caretaker = schema.caretaker().await;
    for round in 1..20 {
        let claim = take(&one, text(page, "ana", 100 * round)).await;
        let user = claim.snapshot.user.id;
        let end = Finish { at: at(1), ..fixture::done(&claim, &["one"]) };
        let (ended, heard, erased) = tokio::join!(
            one.finish(vec![end]),
            two.ingest(vec![text(page, "ana", 100 * round + 1)], true),
            caretaker.forget(user),
        );
        let (ended, heard) = (ended.unwrap().remove(0), heard.unwrap().remove(0));
        assert!(matches!(ended, Finished::Fenced | Finished::Kept { .. }), "{ended:?}");
        assert!(matches!(heard, Ingested::Stored(_)), "{heard:?}");
        erased.unwrap();
        let half = schema
            .rows(
                "SELECT 'state' FROM conversation_state s LEFT JOIN conversations c ON c.id = s.conversation WHERE c.id IS NULL
                 UNION ALL SELECT 'inbox' FROM inbox i LEFT JOIN conversations c ON c.id = i.conversation WHERE c.id IS NULL
                 UNION ALL SELECT 'outbox' FROM outbox o LEFT JOIN conversations c ON c.id = o.conversation WHERE c.id IS NULL",
            )
            .await;
        assert!(half.is_empty(), "round {round}: {:?}", half[0].get::<_, String>(0));
        // Whatever came first, the next round begins with somebody new.
        for user in caretaker.records().people("messenger", "ana").await.unwrap() {
            caretaker.forget(user).await.unwrap();
        }
    }
}

#[tokio::test]
async fn what_a_member_said_is_forgotten_and_the_shared_conversation_goes_on() {
    let Some(schema) = Schema::new().await else { return };
    let store = schema.process().await;
    let page = account(&store).await;
    let said = |who: &str, number| {
        let mut arrival = text(page, who, number);
        arrival.incoming.chat = Chat { group: Some("-100".into()), ..Chat::default() };
        arrival.groups = Groups::Shared;
        arrival
    };
    let claim = take(&store, said("bea", 1)).await;
    fixture::finish(&store, fixture::done(&claim, &[])).await;
    let claim = take(&store, said("ana", 2)).await;
    store.ingest(vec![said("bea", 3)], true).await.unwrap();
    let caretaker = schema.caretaker().await;
    caretaker.forget(claim.snapshot.user.id).await.unwrap();
    assert_eq!(store.finish(vec![fixture::done(&claim, &["wrong"])]).await.unwrap(), [Finished::Fenced]);
    let next = store.claim(9, at(9)).await.unwrap().remove(0);
    assert_eq!((next.conversation, fixture::number(&next)), (claim.conversation, 3));
    assert_eq!(
        store.finish(vec![fixture::done(&next, &[])]).await.unwrap(),
        [Finished::Kept { more: false }]
    );
}

/// A process that does not answer holds nobody up for ever, and nothing is half erased.
#[tokio::test]
async fn a_person_somebody_holds_is_forgotten_when_they_let_go() {
    let Some(schema) = Schema::new().await else { return };
    let store: Postgres = schema.process().await;
    well_known(&store, ANA, 1).await;
    let admin = schema.admin().await;
    let hold = format!("SET search_path = {}; BEGIN; SELECT 1 FROM conversations FOR UPDATE", schema.name);
    admin.batch_execute(&hold).await.unwrap();
    let caretaker = schema.caretaker().await;
    let ana = number(caretaker.records(), ANA).await;
    let forget = caretaker.forget(ana);
    let let_go = async {
        // Whoever waits for the lock is seen.
        let waits = "SELECT 1 FROM pg_locks WHERE NOT granted AND relation IS NOT NULL OR NOT granted";
        while schema.rows(waits).await.is_empty() {
            tokio::task::yield_now().await;
        }
        admin.batch_execute("COMMIT").await.unwrap();
    };
    let (erased, ()) = tokio::join!(forget, let_go);
    assert!(erased.unwrap().contains(&("users".to_owned(), 1)));
    assert!(schema.naming(ANA).await.is_empty());
}
