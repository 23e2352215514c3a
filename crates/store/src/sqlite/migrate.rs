//! The tables, and how older ones become newer ones.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::{Sqlite, SqliteOptions, connection, lock};
use crate::{
    StoreError,
    copy::{KEY, unfinished as unfinished_copy},
};

/// Every migration there ever was, in order. `PRAGMA user_version` counts those that were applied.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_tables.sql"),
    include_str!("migrations/0002_payload_terms.sql"),
    include_str!("migrations/0003_people.sql"),
    include_str!("migrations/0004_errors.sql"),
    include_str!("migrations/0005_references.sql"),
    include_str!("migrations/0006_stopped.sql"),
    include_str!("migrations/0007_timers.sql"),
    include_str!("migrations/0008_groups_and_albums.sql"),
    include_str!("migrations/0009_files.sql"),
    include_str!("migrations/0010_instead.sql"),
    include_str!("migrations/0011_heard.sql"),
    include_str!("migrations/0012_traces.sql"),
    include_str!("migrations/0013_accounts_apart.sql"),
    include_str!("migrations/0014_chat_log.sql"),
];

/// The version this program knows.
const VERSION: i64 = MIGRATIONS.len() as i64;

/// What marks a database as ours: `TERT`.
const APPLICATION_ID: i64 = 0x5445_5254;

impl Sqlite {
    /// Brings a database up to date without opening it for a bot, or makes one. Gives the version it had, 0 for none, and the
    /// one it has.
    ///
    /// # Errors
    ///
    /// As [`Sqlite::open`].
    pub fn migrate(path: impl AsRef<Path>, options: SqliteOptions) -> Result<(i64, i64), StoreError> {
        let path = path.as_ref();
        let _lock = lock::lock(path)?;
        let before = Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)
            .and_then(|connection| connection.pragma_query_value(None, "user_version", |row| row.get(0)));
        connection::connect(path, options)?;
        Ok((before.unwrap_or_default(), VERSION))
    }
}

/// Refuses a database that is not ours or is newer than this program. Changes nothing.
pub(super) fn check(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let path = path.display();
    let look = || -> rusqlite::Result<(i64, i64, bool)> {
        let application = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let empty = connection.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))?;
        Ok((application, version, empty))
    };
    let (application, version, empty) =
        look().map_err(|error| StoreError::Unusable(format!("{path}: {error}")))?;
    if application != APPLICATION_ID && !(application == 0 && empty) {
        return Err(StoreError::Unusable(format!("{path} belongs to another program")));
    }
    if !(0..=VERSION).contains(&version) {
        return Err(StoreError::Unusable(format!(
            "{path} has version {version}, and this program knows versions up to {VERSION}; \
             use a newer version of the program"
        )));
    }
    Ok(())
}

/// Refuses a database that another was not copied to its end to.
pub(super) fn refuse_unfinished(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let unfinished = connection.table_exists(None, "meta").and_then(|is_made| match is_made {
        true => {
            connection.query_row("SELECT EXISTS (SELECT 1 FROM meta WHERE key = ?)", [KEY], |row| row.get(0))
        }
        false => Ok(false),
    });
    match unfinished {
        Ok(false) => Ok(()),
        Ok(true) => Err(StoreError::Unusable(unfinished_copy(&path.display().to_string()))),
        Err(error) => Err(StoreError::Unusable(format!("{}: {error}", path.display()))),
    }
}

/// Whether the tables are those that this program knows.
pub(super) fn is_up_to_date(connection: &Connection) -> bool {
    connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .is_ok_and(|version: i64| version == VERSION)
}

/// Brings the tables up to date, all at once or not at all.
pub(super) fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for (_, migration) in (0..VERSION).zip(MIGRATIONS).filter(|(number, _)| *number >= version) {
        transaction.execute_batch(migration)?;
    }
    if version < VERSION {
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", VERSION)?;
    }
    transaction.commit()
}
