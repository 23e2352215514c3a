//! How much is waiting.

use super::{failure::Failure, transaction::Transaction};
use crate::Depth;

/// Counts the rows of the queues.
pub(super) fn depth(transaction: &Transaction<'_>) -> Result<Depth, Failure> {
    let mut statement = transaction.statement(
        "SELECT (SELECT count(*) FROM inbox), (SELECT count(*) FROM outbox), (SELECT count(*) FROM dead)",
    )?;
    let counted = statement.query_row([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]))?;
    let [inbox, outbox, dead] = counted.map(|count: i64| u64::try_from(count).unwrap_or_default());
    Ok(Depth { inbox, outbox, dead })
}
