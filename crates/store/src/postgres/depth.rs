//! How much is waiting.

use super::{failure::Failure, transaction::Transaction};
use crate::{Depth, rules::time::timestamp};

/// Counts the rows of the queues, and finds the oldest.
pub(super) async fn depth(transaction: &Transaction) -> Result<Depth, Failure> {
    let row = transaction
        .row(
            "SELECT i.events, i.timers, i.oldest, (SELECT count(*) FROM outbox), (SELECT count(*) FROM dead),
                (SELECT created_at FROM outbox ORDER BY id LIMIT 1)
             FROM (SELECT count(*) FILTER (WHERE timer IS NULL) AS events,
                count(*) FILTER (WHERE timer IS NOT NULL) AS timers, min(due_at) AS oldest FROM inbox) i",
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
