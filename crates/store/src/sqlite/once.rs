//! What blocks did outside and must not do again.

use rusqlite::{OptionalExtension as _, params};

use super::{failure::Failure, transaction::Transaction};

/// What was recorded for an event under a name.
pub(super) fn recall(
    transaction: &Transaction<'_>,
    inbox: i64,
    name: &str,
) -> Result<Option<String>, Failure> {
    let mut statement = transaction.statement("SELECT value FROM once WHERE inbox = ? AND name = ?")?;
    Ok(statement.query_row(params![inbox, name], |row| row.get(0)).optional()?)
}

/// Records something for an event that is not finished. The first value of a name stays.
pub(super) fn record(
    transaction: &Transaction<'_>,
    inbox: i64,
    name: &str,
    value: &str,
) -> Result<(), Failure> {
    transaction
        .statement(
            "INSERT INTO once (inbox, name, value) SELECT id, ?2, ?3 FROM inbox WHERE id = ?1
             ON CONFLICT DO NOTHING",
        )?
        .execute(params![inbox, name, value])?;
    Ok(())
}

/// Forgets what was recorded for an event.
pub(super) fn forget(transaction: &Transaction<'_>, inbox: i64) -> Result<(), Failure> {
    transaction.statement("DELETE FROM once WHERE inbox = ?")?.execute([inbox])?;
    Ok(())
}
