//! A server to test on, and a schema of their own for every test.
#![allow(clippy::print_stderr, reason = "whoever runs the tests is to read it")]

use std::{
    process,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use tertulia_store::{Future, Postgres, PostgresOptions, Store, StoreError, suite::Database};
use tokio_postgres::{Client, NoTls, Row};

const URL: &str = "postgres://root@127.0.0.1:5432/test";

/// A schema that is gone with the value.
pub(crate) struct Schema {
    pub(crate) name: String,
    pub(crate) url: String,
}

impl Schema {
    /// A new schema. `None`, after telling why, if there is no server and none is required.
    pub(crate) async fn new() -> Option<Self> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros();
        let name = format!("test_{}_{number}_{now}", process::id());
        let server = std::env::var("TERTULIA_TEST_POSTGRES").unwrap_or_else(|_| URL.to_owned());
        let mark = if server.contains('?') { '&' } else { '?' };
        let schema = Self { url: format!("{server}{mark}application_name={name}"), name };
        match connect(&server).await {
            Ok(_) => Some(schema),
            Err(error) => {
                skip(&format!("no PostgreSQL at {server} (TERTULIA_TEST_POSTGRES): {error}"));
                None
            }
        }
    }

    /// Another process on the same database. Nobody is taken for dead unless a test has it so.
    pub(crate) async fn process(&self) -> Postgres {
        self.process_with(Duration::from_secs(600)).await.unwrap()
    }

    /// The same, with that lease.
    pub(crate) async fn process_with(&self, lease: Duration) -> Result<Postgres, StoreError> {
        Postgres::open(&self.url, self.options(lease)).await
    }

    /// How it is worked with.
    pub(crate) fn options(&self, lease: Duration) -> PostgresOptions {
        let mut options = PostgresOptions::default();
        (options.connections, options.schema, options.lease) = (3, self.name.clone(), lease);
        options
    }

    /// From now on all processes are taken for dead that do not show again.
    pub(crate) async fn let_all_leases_end(&self) {
        let admin = self.admin().await;
        let ended = format!(
            "DO $$ BEGIN IF to_regclass('{0}.processes') IS NOT NULL THEN
                UPDATE {0}.processes SET beat = '-infinity'; END IF; END $$",
            self.name
        );
        admin.batch_execute(&ended).await.unwrap();
    }

    /// What a statement gives that sees the tables.
    pub(crate) async fn rows(&self, sql: &str) -> Vec<Row> {
        let admin = self.admin().await;
        admin.batch_execute(&format!("SET search_path = {}", self.name)).await.unwrap();
        admin.query(sql, &[]).await.unwrap()
    }

    /// A connection that sees the tables, once they are there.
    pub(crate) async fn admin(&self) -> Client {
        connect(&self.url).await.unwrap()
    }
}

impl Database for Schema {
    fn open(&self) -> Future<'_, Box<dyn Store>> {
        Box::pin(async {
            // The last process is dead, as its store was dropped.
            self.let_all_leases_end().await;
            Ok(Box::new(self.process().await) as Box<dyn Store>)
        })
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        let (name, url) = (self.name.clone(), self.url.clone());
        let gone = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let url = url.split("application_name").next().unwrap().trim_end_matches(['?', '&']);
                let Ok(client) = connect(url).await else { return };
                let sql = format!(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{name}';
                     SET lock_timeout = '10s';
                     SET client_min_messages = error;
                     DROP SCHEMA IF EXISTS {name} CASCADE"
                );
                if let Err(error) = client.batch_execute(&sql).await {
                    eprintln!("the schema {name} is left behind: {error}");
                }
            });
        });
        gone.join().unwrap();
    }
}

/// Tells why a test is not made, unless servers are required.
pub(crate) fn skip(why: &str) {
    assert!(std::env::var_os("TERTULIA_REQUIRE_SERVICES").is_none(), "{why}");
    eprintln!("skipped: {why}");
}

async fn connect(url: &str) -> Result<Client, tokio_postgres::Error> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}
