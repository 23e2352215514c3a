//! What all work on a database shares.

use std::{
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

use deadpool_postgres::Pool;
use tokio::sync::Notify;

use super::{connect::Server, failure::Failure, options::PostgresOptions};
use crate::{AccountId, Outlet, StoreError, rules::platforms::Platforms};

/// The connections, and who this process is.
pub(super) struct Shared {
    pub(super) server: Server,
    pub(super) pool: Pool,
    pub(super) schema: String,
    pub(super) lease: Duration,
    /// What every transaction begins with.
    pub(super) begin: String,
    /// Our number among the processes. Another one after this process was given up by the others.
    process: AtomicI64,
    pub(super) platforms: Platforms,
    /// Who is told of calls that wait.
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
        let begin = format!(
            "BEGIN; SET LOCAL search_path = \"{schema}\"; SET LOCAL statement_timeout = '15s'; \
             SET LOCAL lock_timeout = '5s'; SET LOCAL idle_in_transaction_session_timeout = '10s'"
        );
        let (process, platforms) = (AtomicI64::default(), Platforms::new());
        let (outlet, look) = (RwLock::default(), Notify::new());
        let (doubts, resolved) = (AtomicU64::default(), AtomicU64::default());
        Ok(Self { server, pool, schema, lease, begin, process, platforms, outlet, doubts, resolved, look })
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
