//! Putting a file right while no bot runs on it.

use std::{cell::RefCell, fs::File, path::Path};

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;

use super::{
    super::{SqliteReader, failure::Failure, lock::lock, transaction::Transaction},
    erase, ready, retry,
};
use crate::{
    Caretaker, Discarded, Future, LogEntry, Queue, QueueSummary, Record, Records, Retried, StoreError,
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
    /// [`StoreError::Unusable`] if there is none, if a bot runs on it, or if it belongs to another program or to another version
    /// of this one.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        drop(SqliteReader::open(path)?); // which tells best what is wrong with the file
        let lock = lock(path).map_err(|error| match error {
            StoreError::Unusable(why) => StoreError::Unusable(format!(
                "{why}. Stop the bot first; what only looks can be asked while it runs"
            )),
            other => other,
        })?;
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
        let done =
            work(&Transaction { connection, owner: 0, platforms: &platforms, own_accounts, handover })?;
        open.commit()?;
        Ok(done)
    }

    /// Writes what is in the log into the file, and empties the log: what was erased stands there too.
    fn empty_log(&self) -> Result<(), Failure> {
        let mut statement = self.reader.connection.prepare("PRAGMA wal_checkpoint(TRUNCATE)")?;
        statement.query_row([], |_| Ok(()))?;
        Ok(())
    }
}

impl Records for SqliteCaretaker {
    fn queues(&self) -> Future<'_, Vec<QueueSummary>> {
        self.reader.queues()
    }

    fn list(&self, queue: Queue, limit: usize) -> Future<'_, Vec<Record>> {
        self.reader.list(queue, limit)
    }

    fn record(&self, queue: Queue, number: i64) -> Future<'_, Option<Record>> {
        self.reader.record(queue, number)
    }

    fn people(&self, platform: &str, id: &str) -> Future<'_, Vec<i64>> {
        self.reader.people(platform, id)
    }

    fn export(&self, user: i64) -> Future<'_, Value> {
        self.reader.export(user)
    }

    fn chat_log(&self, user: i64, limit: usize) -> Future<'_, Vec<LogEntry>> {
        self.reader.chat_log(user, limit)
    }

    fn trace(&self, event: i64) -> Future<'_, Option<String>> {
        self.reader.trace(event)
    }

    fn last_traces(&self, count: usize) -> Future<'_, Vec<String>> {
        self.reader.last_traces(count)
    }
}

impl Caretaker for SqliteCaretaker {
    fn retry(&self, queue: Queue, number: i64, now: Timestamp) -> Future<'_, Retried> {
        ready(self.at_once(|transaction| retry::retry(transaction, queue, number, now)))
    }

    fn discard(&self, queue: Queue, number: i64) -> Future<'_, Discarded> {
        ready(self.at_once(|transaction| {
            if queue == Queue::Inbox {
                transaction.statement("DELETE FROM once WHERE inbox = ?")?.execute([number])?;
                // Nothing waits any longer for what is gone.
                transaction
                    .statement(
                        "UPDATE conversations SET wake_at = 0, held_until = NULL
                         WHERE id = (SELECT conversation FROM inbox WHERE id = ?)",
                    )?
                    .execute([number])?;
            }
            let delete = format!("DELETE FROM {} WHERE id = ?", queue.as_str());
            let gone = transaction.connection.execute(&delete, [number])? > 0;
            Ok(if gone { Discarded::Gone } else { Discarded::Absent })
        }))
    }

    fn forget(&self, user: i64) -> Future<'_, Vec<(&'static str, usize)>> {
        let erased = self.at_once(|transaction| erase::forget(transaction.connection, user));
        ready(erased.and_then(|erased| self.empty_log().map(|()| erased)))
    }
}
