//! How the server goes about what is done often, where there is much of everything.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use tertulia_store::{Settled, Store, suite::fixture::*};
use tracing::{Event, Metadata, Subscriber, field, span, subscriber};

use super::server::Schema;

#[tokio::test]
async fn nothing_that_is_done_often_reads_a_whole_table() {
    let Some(schema) = Schema::new().await else { return };
    let store = schema.process().await;
    let page = account(&store).await;
    store.close().await.unwrap();
    schema.fill(100_000).await;
    let before = schema.rows(SCANS).await;
    let store = schema.process().await;
    let statements = Statements::default();
    let listening = subscriber::set_default(statements.clone());
    account(&store).await; // as every process does that claims
    store.load_outbox(page, 10).await.unwrap();
    for round in 0..3 {
        for person in 0..5 {
            let number = 1_000_000 + round * 100 + person * 10;
            let person = format!("new person {round} {person}");
            let claim = talk(&store, text(page, &person, number), &["one"]).await;
            let mut press = text(page, &person, number + 1);
            press.token = Some([7; 12]);
            put(&store, press).await;
            store.record(claim.inbox, "order".into(), "7".into()).await.unwrap();
        }
        for claim in store.claim(20, at(2_000_000)).await.unwrap() {
            store.recall(claim.inbox, "order".into()).await.unwrap();
            finish(&store, done(&claim, &["two"])).await;
        }
        let rows = store.load_outbox(page, 20).await.unwrap();
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        store.mark_dispatching(ids.clone()).await.unwrap();
        for id in ids {
            settle(&store, id, Settled::Sent(Some(format!("m{id}")))).await;
        }
        let told = receipt("m1", Some("r1"), tertulia_core::receipt::Status::Delivered);
        store.receipts(vec![(page, told)], at(0)).await.unwrap();
        store.message_id(page, "r1".into()).await.unwrap();
    }
    drop(listening);
    store.close().await.unwrap();
    schema.wait_until_alone().await; // which is when the server counts what a connection did
    let after = schema.rows(SCANS).await;
    for (before, after) in before.iter().zip(&after) {
        let (table, scans): (String, i64) = (after.get(0), after.get::<_, i64>(1) - before.get::<_, i64>(1));
        assert_eq!(scans, 0, "the whole of `{table}` was read");
    }
    let statements = statements.0.lock().unwrap().clone();
    for (what, words) in HOT {
        assert!(statements.iter().any(|sql| sql.contains(words)), "nobody did this: {what}");
    }
    for sql in &statements {
        let plan = schema.plan(sql).await;
        let whole: Vec<_> = plan.iter().filter(|line| reads_a_table(line)).collect();
        assert!(whole.is_empty(), "{whole:?} in the plan of\n{sql}\n{}", plan.join("\n"));
    }
}

/// What is done with every event or message.
const HOT: [(&str, &str); 10] = [
    ("what came in before", "INSERT INTO dedupe "),
    ("who wrote", "JOIN aliases a ON"),
    ("the conversation", "JOIN conversations c ON c.chat = h.id"),
    ("conversations to claim", "FOR UPDATE SKIP LOCKED"),
    ("the first event of each", "SELECT 0 AS rank"),
    ("what a turn may keep", "c.owner = $4"),
    ("freeing conversations", "SET owner = NULL, held_until"),
    ("loading the outbox", "ORDER BY id LIMIT 20 FOR UPDATE"),
    ("marking a call", "UPDATE outbox SET state = 2"),
    ("settling a call", "DELETE FROM outbox o USING told"),
];

/// Tables that neither grow with use nor with what waits.
const SMALL: [&str; 6] = ["meta", "accounts", "processes", "senders", "dedupe_bucket", "uploads"];

/// How often each table was read as a whole, of those that are not small.
const SCANS: &str = "SELECT relname::text, seq_scan FROM pg_stat_user_tables
     WHERE schemaname = current_schema()
        AND relname NOT IN ('meta', 'accounts', 'processes', 'senders', 'dedupe_bucket', 'uploads')
     ORDER BY relname";

/// Whether a line of a plan tells that a table is read as a whole that is not small.
fn reads_a_table(line: &str) -> bool {
    let table = line.split_once("Seq Scan on ").and_then(|(_, rest)| rest.split_whitespace().next());
    table.is_some_and(|table| !SMALL.contains(&table))
}

#[test]
fn only_large_tables_may_not_be_read_as_a_whole() {
    assert!(reads_a_table("  ->  Parallel Seq Scan on inbox i  (cost=0.00..1.00 rows=1 width=8)"));
    assert!(!reads_a_table("  ->  Seq Scan on senders  (cost=0.00..1.00 rows=1 width=8)"));
    assert!(!reads_a_table("  ->  Index Scan using inbox_order on inbox i"));
}

impl Schema {
    /// How the server goes about a statement, whatever its parameters are.
    async fn plan(&self, sql: &str) -> Vec<String> {
        let admin = self.admin().await;
        let set = "SET plan_cache_mode = force_generic_plan";
        admin.batch_execute(&format!("SET search_path = {}; {set}", self.name)).await.unwrap();
        let statement = admin.prepare(sql).await.unwrap();
        let name = "SELECT name FROM pg_prepared_statements WHERE NOT from_sql ORDER BY prepare_time LIMIT 1";
        let name: String = admin.query_one(name, &[]).await.unwrap().get(0);
        let values = vec!["NULL"; statement.params().len()].join(", ");
        let values = if values.is_empty() { values } else { format!("({values})") };
        let lines = admin.simple_query(&format!("EXPLAIN EXECUTE {name} {values}")).await.unwrap();
        let line = |message| match message {
            tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
            _ => None,
        };
        lines.into_iter().filter_map(line).collect()
    }
}

/// Every statement that the store tells of, once.
#[derive(Clone, Default)]
struct Statements(Arc<Mutex<BTreeSet<String>>>);

impl Subscriber for Statements {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("tertulia_store::postgres")
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

impl field::Visit for Statements {
    fn record_str(&mut self, field: &field::Field, value: &str) {
        if field.name() == "sql" {
            self.0.lock().unwrap().insert(value.to_owned());
        }
    }

    fn record_debug(&mut self, _: &field::Field, _: &dyn std::fmt::Debug) {}
}
