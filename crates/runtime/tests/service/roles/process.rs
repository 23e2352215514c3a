//! A process of its own, as far as one can be had without starting one: a store and threads that are its alone.
#![allow(clippy::print_stderr, reason = "whoever runs the tests is to read it")]

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tertulia_core::{Context, Http, Request};
use tertulia_runtime::{Channel, Options, Parts, Role, Roles, Service, SystemClock};
use tertulia_store::{Postgres, PostgresOptions};
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::{Client, NoTls};

use super::PATIENCE;
use crate::machine::{Answer, program, success, telegram};

const URL: &str = "postgres://root@127.0.0.1:5432/test";

/// After so long without a sign of life a process is dead; after a fifth of it if its connections are closed as well.
const LEASE: Duration = Duration::from_secs(5);

/// A schema that is gone with the value.
pub(super) struct Database {
    server: String,
    schema: String,
}

impl Database {
    /// A new one. `None`, after telling why, if there is no server and none is required.
    pub(super) fn new() -> Option<Self> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let server = std::env::var("TERTULIA_TEST_POSTGRES").unwrap_or_else(|_| URL.to_owned());
        let database = Self { server, schema: format!("roles_{}_{number}", std::process::id()) };
        match database.ask(async |_| ()) {
            Ok(()) => Some(database),
            Err(error) => {
                let why = format!("no PostgreSQL at {} (TERTULIA_TEST_POSTGRES): {error}", database.server);
                assert!(std::env::var_os("TERTULIA_REQUIRE_SERVICES").is_none(), "{why}");
                eprintln!("skipped: {why}");
                None
            }
        }
    }

    /// Waits until nothing waits any more, neither events nor calls.
    pub(super) fn is_empty(&self) {
        let waiting = format!(
            "SELECT (SELECT count(*) FROM {0}.inbox) + (SELECT count(*) FROM {0}.outbox)
                + (SELECT count(*) FROM {0}.dead)",
            self.schema
        );
        until("nothing waits", || {
            let row = self.ask(async |client| client.query_one(&waiting, &[]).await.unwrap()).unwrap();
            (row.get::<_, i64>(0) == 0).then_some(())
        });
    }

    fn ask<T>(&self, what: impl AsyncFnOnce(Client) -> T) -> Result<T, tokio_postgres::Error> {
        Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
            let (client, connection) = tokio_postgres::connect(&self.server, NoTls).await?;
            tokio::spawn(connection);
            Ok(what(client).await)
        })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let drop = format!(
            "SET lock_timeout = '10s'; SET client_min_messages = error; DROP SCHEMA IF EXISTS {} CASCADE",
            self.schema
        );
        if let Ok(Err(error)) = self.ask(async |client| client.batch_execute(&drop).await) {
            eprintln!("the schema {} is left behind: {error}", self.schema);
        }
    }
}

/// A process, and the platform as it sees it.
pub(super) struct Process {
    /// `None` once it is killed.
    running: Option<(Runtime, Service)>,
    platform: Arc<Platform>,
}

impl Process {
    pub(super) fn begin(database: &Database, context: Context, role: Role) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let platform = Arc::<Platform>::default();
        let service = runtime.block_on(async {
            let mut options = PostgresOptions::default();
            (options.connections, options.schema, options.lease) = (3, database.schema.clone(), LEASE);
            let store = Arc::new(Postgres::open(&database.server, options).await.unwrap());
            let mut options = Options::default();
            options.roles = Roles::of([role]).unwrap();
            options.limits = false;
            let channels = vec![Channel { adapter: telegram(), route: "/webhook".into() }];
            let (http, clock) = (Arc::<Platform>::clone(&platform), Arc::new(SystemClock::new()));
            let parts = Parts {
                program: program(context),
                store,
                channels,
                http,
                clock,
                payload_keys: vec![],
                options,
            };
            Service::start(parts).await.unwrap()
        });
        Self { running: Some((runtime, service)), platform }
    }

    /// What it answers to a webhook.
    pub(super) fn takes(&self, (headers, body): (HeaderMap, Bytes)) -> StatusCode {
        let (runtime, service) = self.running.as_ref().unwrap();
        runtime.block_on(service.receive(0, headers, body))
    }

    /// As `kill -9`: its tasks go no further, and its connections are closed. Gives what it sent.
    pub(super) fn kill(mut self) -> Vec<String> {
        let (runtime, service) = self.running.take().unwrap();
        runtime.shutdown_background();
        drop(service);
        self.texts()
    }

    /// Waits until that was sent, and nothing else.
    pub(super) fn hears(&self, texts: &[&str]) {
        until(&format!("{texts:?}, but {:?}", self.texts()), || {
            (self.texts().len() >= texts.len()).then_some(())
        });
        assert_eq!(self.texts(), texts);
    }

    /// Waits until that was sent.
    pub(super) fn hears_last(&self, text: &str) {
        until(text, || (self.texts().last().is_some_and(|last| last == text)).then_some(()));
    }

    /// Waits until it called a method so many times.
    pub(super) fn calls_by(&self, method: &str, times: usize) {
        until(method, || {
            (self.calls().iter().filter(|called| *called == method).count() == times).then_some(())
        });
    }

    /// The methods that it called.
    pub(super) fn calls(&self) -> Vec<String> {
        self.platform.0.lock().unwrap().iter().map(|(method, _)| method.clone()).collect()
    }

    /// The texts that it sent.
    pub(super) fn texts(&self) -> Vec<String> {
        self.platform.0.lock().unwrap().iter().filter_map(|(_, text)| text.clone()).collect()
    }
}

/// It ends as a killed one does, without waiting.
impl Drop for Process {
    fn drop(&mut self) {
        if let Some((runtime, service)) = self.running.take() {
            runtime.shutdown_background();
            drop(service);
        }
    }
}

/// What was called: the method, and the text of a message.
#[derive(Default)]
struct Platform(Mutex<Vec<(String, Option<String>)>>);

impl Http for Platform {
    fn send(&self, request: Request) -> Answer<'_> {
        let method = request.url.expose_secret().rsplit('/').next().unwrap().to_owned();
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        let text = (method == "sendMessage").then(|| body["text"].as_str().unwrap().to_owned());
        self.0.lock().unwrap().push((method, text));
        Box::pin(async { Ok(success(&json!({"ok": true, "result": {"message_id": 7}}))) })
    }
}

/// Asks until there is an answer.
fn until<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(begun.elapsed() < PATIENCE, "it never came: {what}");
        thread::park_timeout(Duration::from_millis(5));
    }
}
