//! What is told of turns.

use rusqlite::{OptionalExtension as _, params};

use super::{failure::Failure, transaction::Transaction};

/// Keeps what is told of turns, and forgets the oldest of them.
pub(super) fn keep(
    transaction: &Transaction<'_>,
    traces: &[(i64, String)],
    keep: usize,
) -> Result<(), Failure> {
    let mut statement = transaction.statement(
        "INSERT OR REPLACE INTO traces (event, trace) SELECT ?1, ?2 WHERE NOT EXISTS
            (SELECT 1 FROM forgotten f WHERE ?1 <= f.event AND json_valid(?2)
                AND ?2 ->> '$.platform' = f.platform AND ?2 ->> '$.user' = f.alias)",
    )?;
    for (event, trace) in traces {
        statement.execute(params![event, trace])?;
    }
    let keep = i64::try_from(keep).unwrap_or(i64::MAX);
    transaction
        .statement("DELETE FROM traces WHERE event <= (SELECT event FROM traces ORDER BY event DESC LIMIT 1 OFFSET ?)")?
        .execute([keep])?;
    Ok(())
}

/// What is told of an event.
pub(super) fn of(transaction: &Transaction<'_>, event: i64) -> Result<Option<String>, Failure> {
    let mut statement = transaction.statement("SELECT trace FROM traces WHERE event = ?")?;
    Ok(statement.query_row([event], |row| row.get(0)).optional()?)
}
