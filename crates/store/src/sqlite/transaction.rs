//! What work is given to do its work with.

use std::cell::{Cell, RefCell};

use rusqlite::{CachedStatement, Connection};

use crate::rules::{handover::Handover, own_accounts::OwnAccounts, platforms::Platforms};

/// An open transaction.
pub(super) struct Transaction<'a> {
    /// The connection it is open on.
    pub(super) connection: &'a Connection,
    /// What marks a conversation as owned by this run of the process; zero for who only puts things right.
    pub(super) owner: i64,
    /// The names of platforms.
    pub(super) platforms: &'a Platforms,
    /// For whom this process works.
    pub(super) own_accounts: &'a OwnAccounts,
    /// The calls to hand over once it is committed.
    pub(super) handover: RefCell<Handover>,
    /// Whether the log is to be emptied once it is committed, as what was erased stands there too.
    pub(super) empty_log: Cell<bool>,
}

impl Transaction<'_> {
    /// Whether a bot runs on the database: this is its own transaction.
    pub(super) fn is_running(&self) -> bool {
        self.owner != 0
    }

    /// A statement, prepared the first time it is used.
    pub(super) fn statement(&self, sql: &str) -> rusqlite::Result<CachedStatement<'_>> {
        self.connection.prepare_cached(sql)
    }
}
