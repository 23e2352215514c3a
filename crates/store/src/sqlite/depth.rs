//! How much is waiting.

use super::{failure::Failure, transaction::Transaction};
use crate::{Depth, rules::time::timestamp};

/// Counts the rows of the queues, and finds the oldest.
pub(super) fn depth(transaction: &Transaction<'_>) -> Result<Depth, Failure> {
    let mut statement = transaction.statement(
        "SELECT (SELECT count(*) FROM inbox WHERE timer IS NULL), (SELECT count(*) FROM outbox), (SELECT count(*) FROM dead),
                (SELECT min(due_at) FROM inbox), (SELECT created_at FROM outbox ORDER BY id LIMIT 1),
                (SELECT count(*) FROM inbox WHERE timer IS NOT NULL)",
    )?;
    let count = |count: i64| u64::try_from(count).unwrap_or_default();
    Ok(statement.query_row([], |row| {
        Ok(Depth {
            inbox: count(row.get(0)?),
            timers: count(row.get(5)?),
            outbox: count(row.get(1)?),
            dead: count(row.get(2)?),
            oldest_event: row.get::<_, Option<i64>>(3)?.map(timestamp),
            oldest_call: row.get::<_, Option<i64>>(4)?.map(timestamp),
        })
    })?)
}
