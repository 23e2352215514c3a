//! What all work on a database shares.

use std::{
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

use deadpool_postgres::Pool;
use tokio::sync::Notify;

use super::{connect::Server, failure::Failure, news::News, options::PostgresOptions};
use crate::{
    Outlet, StoreError,
    rules::{own_accounts::OwnAccounts, platforms::Platforms},
};

/// The patience of a bot.
const PATIENCE: Duration = Duration::from_secs(30);
/// That of operators, who look through whole tables.
const LEISURE: Duration = Duration::from_secs(600);

/// The connections, and who this process is.
pub(super) struct Shared {
    pub(super) server: Server,
    pub(super) pool: Pool,
    pub(super) schema: String,
    pub(super) lease: Duration,
    /// How long a transaction may take. Longer than the server lets a statement run, so that this is only met when the server is
    /// silent.
    pub(super) patience: Duration,
    /// What every transaction begins with.
    pub(super) begin: String,
    /// Our number among the processes. Another one after this process was given up by the others.
    process: AtomicI64,
    pub(super) platforms: Platforms,
    /// For whom this process works.
    pub(super) own_accounts: OwnAccounts,
    /// Whether others are about to be told that something waits to be claimed.
    telling: AtomicBool,
    /// Who is told of what others have put there.
    outlet: RwLock<Option<Arc<dyn Outlet>>>,
    /// How often this process came to own what it may not know of, and up to which of those that was put right.
    doubts: AtomicU64,
    resolved: AtomicU64,
    /// Has the session see to what it does now and then.
    pub(super) look: Notify,
}

impl Shared {
    /// Ready for connections to that server.
    pub(super) fn new(url: &str, options: PostgresOptions) -> Result<Self, StoreError> {
        let PostgresOptions { connections, schema, lease } = options;
        // It becomes a part of statements and of the channel's name.
        let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        if schema.is_empty() || schema.len() > 40 || !schema.chars().all(plain) {
            return Err(Failure::unusable(format!(
                "`{schema}` is no name for a schema: up to 40 small letters, digits and underscores"
            ))
            .into());
        }
        let server = Server::of(url)?;
        let pool = server.pool(connections)?;
        // For each transaction, as a pooler may give it any connection. A statement that takes longer, or a transaction
        // that its process forgot, holds others up.
        let begin = begin("", &schema, PATIENCE / 2);
        Ok(Self {
            server,
            pool,
            schema,
            lease,
            patience: PATIENCE,
            begin,
            process: AtomicI64::default(),
            platforms: Platforms::new(),
            own_accounts: OwnAccounts::default(),
            telling: AtomicBool::default(),
            outlet: RwLock::default(),
            doubts: AtomicU64::default(),
            resolved: AtomicU64::default(),
            look: Notify::new(),
        })
    }

    /// The same, for who takes part in nothing and looks through whole tables, in transactions of that mode.
    pub(super) fn at_leisure(mut self, mode: &str) -> Self {
        self.begin = begin(mode, &self.schema, LEISURE / 2);
        self.patience = LEISURE;
        self
    }

    /// What marks conversations and accounts as this process's.
    pub(super) fn process(&self) -> i64 {
        self.process.load(Ordering::Acquire)
    }

    /// This process has that number from now on.
    pub(super) fn become_process(&self, number: i64) {
        self.process.store(number, Ordering::Release);
    }

    /// Has this process begin anew whatever it had begun, as soon as that can be done.
    pub(super) fn begin_anew(&self) {
        self.doubts.fetch_add(1, Ordering::AcqRel);
        self.look.notify_one();
    }

    /// How often it had to.
    pub(super) fn doubts(&self) -> u64 {
        self.doubts.load(Ordering::Acquire)
    }

    /// Whether it still has to.
    pub(super) fn is_in_doubt(&self) -> bool {
        self.doubts() != self.resolved.load(Ordering::Acquire)
    }

    /// It has begun anew, for the last time after so many of these.
    pub(super) fn resolve(&self, doubts: u64) {
        self.resolved.store(doubts, Ordering::Release);
    }

    /// Whether this is the only one who is about to tell others that something waits to be claimed.
    pub(super) fn begin_telling(&self) -> bool {
        !self.telling.swap(true, Ordering::AcqRel)
    }

    /// What is put there from now on has to be told anew.
    pub(super) fn end_telling(&self) {
        self.telling.store(false, Ordering::Release);
    }

    /// From now on it is told there what waits.
    pub(super) fn tell_news_to(&self, outlet: Arc<dyn Outlet>) {
        *self.outlet.write().unwrap_or_else(PoisonError::into_inner) = Some(outlet);
    }

    /// Something waits for this process.
    pub(super) fn tell(&self, news: News) {
        let outlet = self.outlet.read().unwrap_or_else(PoisonError::into_inner).clone();
        match (outlet, news) {
            (Some(outlet), News::Calls(account)) => outlet.wait(account),
            (Some(outlet), News::Work) => outlet.work(),
            (None, _) => {}
        }
    }

    /// The channel on which processes tell each other of calls and events.
    pub(super) fn channel(&self) -> String {
        format!("tertulia_{}", self.schema)
    }

    /// The lease in milliseconds.
    pub(super) fn lease_millis(&self) -> i64 {
        i64::try_from(self.lease.as_millis()).unwrap_or(i64::MAX)
    }
}

/// What every transaction of that mode begins with.
fn begin(mode: &str, schema: &str, statement: Duration) -> String {
    let statement = statement.as_secs();
    format!(
        "BEGIN {mode}; SET LOCAL search_path = \"{schema}\"; SET LOCAL statement_timeout = '{statement}s'; \
         SET LOCAL lock_timeout = '5s'; SET LOCAL idle_in_transaction_session_timeout = '10s'"
    )
}
