//! How much is waiting.

use super::{failure::Failure, transaction::Transaction};
use crate::{Depth, rules::time::timestamp};

/// How many of each are counted at most: more would be read from the disk each time somebody looks.
const COUNTED: i64 = 100_000;

/// Counts the rows of the queues, and finds the oldest.
pub(super) async fn depth(transaction: &Transaction) -> Result<Depth, Failure> {
    // From the beginning of the tables, where what waits longest is most likely to be.
    transaction.batch("SET LOCAL synchronize_seqscans = off").await?;
    let row = transaction
        .row(
            &format!(
                "SELECT events.number, timers.number, least(events.oldest, timers.oldest),
                (SELECT count(*) FROM (SELECT 1 FROM outbox LIMIT {COUNTED}) counted),
                (SELECT count(*) FROM (SELECT 1 FROM dead LIMIT {COUNTED}) counted),
                (SELECT created_at FROM outbox ORDER BY id LIMIT 1)
             FROM (SELECT count(*) AS number, min(due_at) AS oldest
                    FROM (SELECT due_at FROM inbox WHERE timer IS NULL LIMIT {COUNTED}) counted) events,
                (SELECT count(*) AS number, min(due_at) AS oldest
                    FROM (SELECT due_at FROM inbox WHERE timer IS NOT NULL LIMIT {COUNTED}) counted) timers"
            ),
            &[],
        )
        .await?;
    let Some(row) = row else { return Ok(Depth::default()) };
    let count = |count: i64| u64::try_from(count).unwrap_or_default();
    Ok(Depth {
        inbox: count(row.try_get(0)?),
        timers: count(row.try_get(1)?),
        outbox: count(row.try_get(3)?),
        dead: count(row.try_get(4)?),
        oldest_event: row.try_get::<_, Option<i64>>(2)?.map(timestamp),
        oldest_call: row.try_get::<_, Option<i64>>(5)?.map(timestamp),
    })
}
