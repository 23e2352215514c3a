//! A bot's file.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags};

use crate::Result;

/// A number and a text of each row. A running bot does not notice.
pub(super) fn rows(path: &Path, sql: &str) -> Result<Vec<(i64, String)>> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = Connection::open_with_flags(path, flags)?;
    database.busy_timeout(Duration::from_secs(5))?;
    let mut statement = database.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}
