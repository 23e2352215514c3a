//! What all work on a database shares.

use std::{
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};

use deadpool_postgres::Pool;
use tokio::sync::Notify;

use super::{connect::Server, failure::Failure, options::PostgresOptions};
use crate::{AccountId, Outlet, StoreError, rules::platforms::Platforms};

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
    /// Who is told of calls that wait.
    outlet: RwLock<Option<Arc<dyn Outlet>>>,
    /// Whether this process may own what it does not know of.
    doubt: AtomicBool,
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
        let (process, platforms) = (AtomicI64::default(), Platforms::new());
        let (outlet, doubt, look) = (RwLock::default(), AtomicBool::default(), Notify::new());
        let patience = PATIENCE;
        Ok(Self { server, pool, schema, lease, patience, begin, process, platforms, outlet, doubt, look })
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

    /// Has this process leave everything it had begun, and begin anew, as soon as that can be done.
    pub(super) fn begin_anew(&self) {
        self.doubt();
        self.look.notify_one();
    }

    /// The same, when the session looks by itself.
    pub(super) fn doubt(&self) {
        self.doubt.store(true, Ordering::Release);
    }

    /// Whether it has to. Asks once for each time that was told.
    pub(super) fn take_doubt(&self) -> bool {
        self.doubt.swap(false, Ordering::AcqRel)
    }

    /// From now on calls that wait are told there.
    pub(super) fn tell_of_calls(&self, outlet: Arc<dyn Outlet>) {
        *self.outlet.write().unwrap_or_else(PoisonError::into_inner) = Some(outlet);
    }

    /// Calls of the account wait to be loaded.
    pub(super) fn tell(&self, account: AccountId) {
        let outlet = self.outlet.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(outlet) = outlet {
            outlet.wait(account);
        }
    }

    /// The channel on which processes tell each other of calls.
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
