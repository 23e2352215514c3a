//! What work is given to do its work with.

use std::cell::RefCell;

use rusqlite::{CachedStatement, Connection};
use tertulia_core::Platform;

use crate::rules::handover::Handover;

/// An open transaction.
pub(super) struct Transaction<'a> {
    /// The connection it is open on.
    pub(super) connection: &'a Connection,
    /// What marks a conversation as owned by this run of the process.
    pub(super) owner: i64,
    /// The names of platforms.
    pub(super) platforms: &'a Platforms,
    /// The calls to hand over once it is committed.
    pub(super) handover: RefCell<Handover>,
}

impl Transaction<'_> {
    /// A statement, prepared the first time it is used.
    pub(super) fn statement(&self, sql: &str) -> rusqlite::Result<CachedStatement<'_>> {
        self.connection.prepare_cached(sql)
    }
}

/// The platforms by the names the database has for them.
pub(super) struct Platforms(RefCell<Vec<Platform>>);

impl Platforms {
    /// Those that are built in.
    pub(super) fn new() -> Self {
        Self(RefCell::new(vec![Platform::MESSENGER, Platform::TELEGRAM, Platform::WHATSAPP]))
    }

    /// Remembers a platform.
    pub(super) fn learn(&self, platform: Platform) {
        let mut known = self.0.borrow_mut();
        if !known.contains(&platform) {
            known.push(platform);
        }
    }

    /// The platform of that name.
    pub(super) fn named(&self, name: &str) -> Platform {
        let found = self.0.borrow().iter().copied().find(|platform| platform.as_str() == name);
        found.unwrap_or_else(|| {
            // An account of an earlier run whose platform this one has not named yet. The name has to live as
            // long as the process; there are as many as there are platforms.
            let platform = Platform::new(String::leak(name.to_owned()));
            self.learn(platform);
            platform
        })
    }
}
