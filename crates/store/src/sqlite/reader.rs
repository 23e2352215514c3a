//! Looking into a database that another process may be using.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, OptionalExtension as _};

use super::migrate;
use crate::StoreError;

/// A database opened for reading alone: nothing is locked, nothing is changed, and a running bot does not notice.
pub struct SqliteReader {
    pub(super) connection: Connection,
}

impl SqliteReader {
    /// Opens a database that is there.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unusable`] if there is none, or it belongs to another program or to another version of this one.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)
            .map_err(|error| StoreError::Unusable(format!("{} cannot be read: {error}", path.display())))?;
        migrate::check(&connection, path)?;
        if !migrate::is_up_to_date(&connection) {
            let path = path.display();
            return Err(StoreError::Unusable(format!(
                "{path} is from an older version of the program, and becomes newer when the bot is started"
            )));
        }
        Ok(Self { connection })
    }

    /// What is told of an event, as [`Store::trace`](crate::Store::trace) gives it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unavailable`] if the file cannot be read.
    pub fn trace(&self, event: i64) -> Result<Option<String>, StoreError> {
        let found =
            self.connection.query_row("SELECT trace FROM traces WHERE event = ?", [event], |row| row.get(0));
        found.optional().map_err(|error| StoreError::Unavailable(error.to_string()))
    }

    /// The numbers of the last events that are told of, the newest first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unavailable`] if the file cannot be read.
    pub fn last_traces(&self, count: usize) -> Result<Vec<String>, StoreError> {
        let read = || -> rusqlite::Result<Vec<String>> {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            let mut statement =
                self.connection.prepare("SELECT trace FROM traces ORDER BY event DESC LIMIT ?")?;
            statement.query_map([count], |row| row.get(0))?.collect()
        };
        read().map_err(|error| StoreError::Unavailable(error.to_string()))
    }
}

impl std::fmt::Debug for SqliteReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SqliteReader").finish_non_exhaustive()
    }
}
