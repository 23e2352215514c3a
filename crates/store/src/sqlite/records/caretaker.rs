//! Putting a file right while no bot runs on it.

use std::{
    cell::{Cell, RefCell},
    fs::File,
    path::Path,
};

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags};

use super::{
    super::{SqliteReader, connection::empty_log, failure::Failure, lock::lock, transaction::Transaction},
    discard, erase, ready, retry,
};
use crate::{
    Caretaker, Discarded, Future, Queue, Records, Retried, StoreError, Upkeep,
    rules::{handover::Handover, own_accounts::OwnAccounts, platforms::Platforms},
};

/// A database opened to put it right. As long as it lives, no bot runs on it.
#[derive(Debug)]
pub struct SqliteCaretaker {
    reader: SqliteReader,
    _lock: File,
}

impl SqliteCaretaker {
    /// Opens a database that is there.
    ///
    /// # Errors
    ///
    /// [`StoreError::InUse`] if a bot runs on it; [`StoreError::Unusable`] if there is none, or it belongs to another program
    /// or to another version of this one.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        drop(SqliteReader::open(path)?); // which tells best what is wrong with the file
        let lock = lock(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let open = || -> rusqlite::Result<Connection> {
            let connection = Connection::open_with_flags(path, flags)?;
            connection.pragma_update(None, "foreign_keys", true)?;
            // What is erased is written over.
            connection.pragma_update(None, "secure_delete", true)?;
            Ok(connection)
        };
        let connection = open().map_err(|error| {
            StoreError::Unusable(format!("{} cannot be written: {error}", path.display()))
        })?;
        Ok(Self { reader: SqliteReader { connection }, _lock: lock })
    }

    /// Does it all at once, or not at all.
    fn at_once<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, Failure>) -> Result<T, Failure> {
        let connection = &self.reader.connection;
        let open = connection.unchecked_transaction()?;
        let platforms = Platforms::new();
        let handover = RefCell::new(Handover::default());
        let own_accounts = &OwnAccounts::default();
        let empty_log = Cell::default();
        let platforms = &platforms;
        let done = work(&Transaction { connection, owner: 0, platforms, own_accounts, handover, empty_log })?;
        open.commit()?;
        Ok(done)
    }
}

impl Caretaker for SqliteCaretaker {
    fn records(&self) -> &dyn Records {
        &self.reader
    }
}

impl Upkeep for SqliteCaretaker {
    fn retry(&self, queue: Queue, number: i64, now: Timestamp) -> Future<'_, Retried> {
        ready(self.at_once(|transaction| retry::retry(transaction, queue, number, now)))
    }

    fn discard(&self, queue: Queue, number: i64) -> Future<'_, Discarded> {
        ready(self.at_once(|transaction| discard::discard(transaction, queue, number)))
    }

    fn forget(&self, user: i64) -> Future<'_, Vec<(String, usize)>> {
        let erased = self.at_once(|transaction| erase::forget(transaction, user));
        ready(erased.and_then(|erased| {
            empty_log(&self.reader.connection)?;
            Ok(erased)
        }))
    }
}
