//! How long it takes to claim 64 conversations on PostgreSQL: with nothing beside them, with 100,000 others that wait as well,
//! and with 100,000 that have something to do later.
//!
//! `TERTULIA_TEST_POSTGRES` names the server. The three take turns, as a machine is not the same from minute to minute.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program for the command line")]

use std::time::{Duration, Instant};

use tertulia_store::{Postgres, PostgresOptions, Store, suite::fixture::*};
use tokio_postgres::NoTls;

const SERVER: &str = "postgres://root@127.0.0.1:5432/test";

/// How many conversations are claimed at once, and how often.
const CLAIMED: usize = 64;
const ROUNDS: usize = 40;

/// How many others there are.
const OTHERS: u32 = 100_000;

/// What is in a database beside the conversations that are claimed, and when the others have something to do.
const CASES: [(&str, Option<i64>); 3] = [
    ("nothing beside", None),
    ("100,000 wait", Some(1_800_000_000_000)),
    ("100,000 have something to do later", Some(9_000_000_000_000)),
];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = std::env::var("TERTULIA_TEST_POSTGRES").unwrap_or_else(|_| SERVER.to_owned());
    let mut stores = Vec::new();
    for (number, (_, due)) in CASES.into_iter().enumerate() {
        stores.push(fill(&server, &schema(number), due).await);
    }
    let mut times = CASES.map(|_| Vec::with_capacity(ROUNDS));
    for _ in 0..ROUNDS {
        for (store, times) in stores.iter().zip(&mut times) {
            let begun = Instant::now();
            let claims = store.claim(CLAIMED, at(1_000_000)).await.unwrap();
            times.push(begun.elapsed());
            assert_eq!(claims.len(), CLAIMED);
        }
    }
    let medians = times.map(|mut times| {
        times.sort();
        times[ROUNDS / 2]
    });
    for ((name, _), median) in CASES.into_iter().zip(medians) {
        let ratio = median.as_secs_f64() / medians[0].as_secs_f64();
        println!("{name:35} {:6.2} ms  {ratio:.2}", median.as_secs_f64() * 1e3);
    }
    for (number, store) in stores.into_iter().enumerate() {
        store.close().await.unwrap();
        execute(&server, &format!("DROP SCHEMA {} CASCADE", schema(number))).await;
    }
}

fn schema(number: usize) -> String {
    format!("claims_{}_{number}", std::process::id())
}

/// People whose events wait, first of all, and as many others as there are to be.
async fn fill(server: &str, schema: &str, due: Option<i64>) -> Postgres {
    let mut options = PostgresOptions::default();
    (options.connections, options.schema, options.lease) = (3, schema.to_owned(), Duration::from_secs(600));
    let store = Postgres::open(server, options).await.unwrap();
    let page = account(&store).await;
    for number in 0..CLAIMED * ROUNDS {
        let number = i64::try_from(number).unwrap();
        put(&store, text(page, &format!("person {number}"), number)).await;
    }
    let others = due.map_or_else(String::new, |due| {
        format!(
            "INSERT INTO users (id, account, profile)
                SELECT 1000000 + n, account, profile FROM (SELECT * FROM users LIMIT 1) one, generate_series(1, {OTHERS}) n;
             INSERT INTO chats (id, account, native)
                SELECT 1000000 + n, account, 'u' || (1000000 + n)
                FROM (SELECT * FROM chats LIMIT 1) one, generate_series(1, {OTHERS}) n;
             INSERT INTO conversations (id, account, chat, person, thread, business, in_seq, wake_at)
                SELECT 1000000 + n, account, 1000000 + n, 1000000 + n, '', '', 1, {due} + 10000000 + n
                FROM (SELECT * FROM conversations LIMIT 1) one, generate_series(1, {OTHERS}) n;
             INSERT INTO inbox (conversation, sort, due_at, event)
                SELECT 1000000 + n, 0, {due} + 10000000 + n, event
                FROM (SELECT * FROM inbox LIMIT 1) one, generate_series(1, {OTHERS}) n;"
        )
    });
    execute(server, &format!("SET search_path = {schema}; {others} ANALYZE")).await;
    store
}

async fn execute(server: &str, sql: &str) {
    let (client, connection) = tokio_postgres::connect(server, NoTls).await.unwrap();
    tokio::spawn(connection);
    client.batch_execute(sql).await.unwrap();
}
