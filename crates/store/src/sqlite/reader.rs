//! Looking into a database that another process may be using.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

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
    /// [`StoreError::Unusable`] if there is none, it belongs to another program or to another version of this one,
    /// or it was not copied to its end.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let connection = open(path)?;
        migrate::refuse_unfinished(&connection, path)?;
        Ok(Self { connection })
    }
}

/// Opens a database that is there, also one that was not copied to its end.
pub(super) fn open(path: &Path) -> Result<Connection, StoreError> {
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
    Ok(connection)
}

impl std::fmt::Debug for SqliteReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SqliteReader").finish_non_exhaustive()
    }
}
