//! The one connection, and how it is set up.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use super::{SqliteOptions, lock::private, migrate};
use crate::StoreError;

/// Enough for every statement there is, so that each is prepared once.
const STATEMENTS: usize = 128;

/// Opens a database of ours, or makes one.
pub(super) fn connect(path: &Path, options: SqliteOptions) -> Result<Connection, StoreError> {
    connect_if(path, options, migrate::refuse_unfinished)
}

/// The same, also if it was not copied to its end.
pub(super) fn connect_unfinished(path: &Path, options: SqliteOptions) -> Result<Connection, StoreError> {
    connect_if(path, options, |_, _| Ok(()))
}

fn connect_if(
    path: &Path,
    options: SqliteOptions,
    refuse: fn(&Connection, &Path) -> Result<(), StoreError>,
) -> Result<Connection, StoreError> {
    let unusable = |error: rusqlite::Error| StoreError::Unusable(format!("{}: {error}", path.display()));
    if !in_memory(path) {
        // SQLite would create it readable to everybody, and gives its journals the mode of the database.
        private()
            .open(path)
            .map_err(|error| StoreError::Unusable(format!("{} cannot be opened: {error}", path.display())))?;
    }
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags).map_err(unusable)?;
    connection.busy_timeout(Duration::from_secs(5)).map_err(unusable)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // A database that is not ours is left exactly as it is.
    migrate::check(&connection, path)?;
    refuse(&connection, path)?;
    configure(&connection, path, options).map_err(unusable)?;
    migrate::migrate(&mut connection).map_err(unusable)?;
    Ok(connection)
}

/// Writes what is in the log into the file, and empties the log. `false` if somebody reads, so that it could not be.
pub(super) fn empty_log(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| Ok(row.get::<_, i64>(0)? == 0))
}

/// Whether the path names a database that lives in memory only.
pub(super) fn in_memory(path: &Path) -> bool {
    path.as_os_str() == ":memory:"
}

fn configure(connection: &Connection, path: &Path, options: SqliteOptions) -> rusqlite::Result<()> {
    let mode: String = connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if mode != "wal" && !in_memory(path) {
        tracing::warn!(path = %path.display(), mode, "the file system offers no write-ahead log");
    }
    connection.pragma_update(None, "synchronous", options.synchronous.as_str())?;
    connection.pragma_update(None, "cache_size", -8192)?; // KiB
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "wal_autocheckpoint", 8000)?; // pages
    connection.pragma_update(None, "journal_size_limit", 256 << 20)?; // bytes
    // Otherwise SQLite prepares a statement anew whenever a value might make another plan better: half of all work.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // Real durability on macOS; without meaning elsewhere.
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    // Who was forgotten while the bot runs, up to which event: what is still told of them is not kept.
    connection.execute_batch(
        "CREATE TEMP TABLE forgotten (platform TEXT NOT NULL, alias TEXT NOT NULL, event INTEGER NOT NULL)",
    )?;
    if let Some(pages) = options.max_page_count {
        connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
    }
    Ok(())
}
