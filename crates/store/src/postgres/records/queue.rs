//! The queues, row by row.

use super::super::{failure::Failure, transaction::Transaction};
use crate::{
    Queue, QueueSummary, Record,
    rules::{record::Row, time::timestamp},
};

/// How much is in each queue.
pub(super) async fn summaries(transaction: &Transaction) -> Result<Vec<QueueSummary>, Failure> {
    let sqls = [
        "SELECT count(*) FILTER (WHERE timer IS NULL), count(*) FILTER (WHERE timer IS NOT NULL),
            min(due_at) FILTER (WHERE timer IS NULL) FROM inbox",
        "SELECT count(*), 0::bigint, min(created_at) FROM outbox",
        "SELECT count(*), 0::bigint, min(died_at) FROM dead",
    ];
    let mut summaries = Vec::new();
    for (queue, sql) in Queue::ALL.into_iter().zip(sqls) {
        let Some(row) = transaction.row(sql, &[]).await? else { continue };
        let count =
            |place| Ok::<_, Failure>(u64::try_from(row.try_get::<_, i64>(place)?).unwrap_or_default());
        let oldest = row.try_get::<_, Option<i64>>(2)?.map(timestamp);
        summaries.push(QueueSummary { queue, count: count(0)?, timers: count(1)?, oldest });
    }
    Ok(summaries)
}

/// The rows of a queue: those that are first in line, and of what was set aside the newest.
pub(super) async fn list(
    transaction: &Transaction,
    queue: Queue,
    limit: usize,
) -> Result<Vec<Record>, Failure> {
    let order = match queue {
        Queue::Inbox => "ORDER BY q.due_at, q.id",
        Queue::Outbox => "ORDER BY q.id",
        Queue::Dead => "ORDER BY q.id DESC",
    };
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = transaction.rows(&format!("{} {order} LIMIT $1", rows(queue)), &[&limit]).await?;
    rows.iter().map(|row| read(queue, row)).collect()
}

/// One row of a queue.
pub(super) async fn record(
    transaction: &Transaction,
    queue: Queue,
    number: i64,
) -> Result<Option<Record>, Failure> {
    let row = transaction.row(&format!("{} WHERE q.id = $1", rows(queue)), &[&number]).await?;
    row.map(|row| read(queue, &row)).transpose()
}

/// Every row of a queue, with the same columns in the same order.
fn rows(queue: Queue) -> String {
    let names = |person: &str| {
        format!(
            "(SELECT string_agg(l.kind || ' ' || l.value, chr(10) ORDER BY l.place) FROM aliases l
              WHERE l.person = {person})"
        )
    };
    match queue {
        Queue::Inbox => format!(
            "SELECT q.id, CASE WHEN q.timer IS NULL THEN 'event' ELSE 'timer' END, a.platform, a.native, q.due_at,
                q.attempts, q.last_error, convert_to(q.event, 'UTF8'), NULL::text, {}
             FROM inbox q JOIN conversations c ON c.id = q.conversation JOIN accounts a ON a.id = c.account",
            names("coalesce(q.sender, c.person)")
        ),
        Queue::Outbox => format!(
            "SELECT q.id, 'call', a.platform, a.native, q.created_at, q.attempts, q.last_error,
                convert_to(q.body, 'UTF8'), q.endpoint, {}
             FROM outbox q JOIN accounts a ON a.id = q.account LEFT JOIN conversations c ON c.id = q.conversation",
            names("c.person")
        ),
        Queue::Dead => format!(
            "SELECT q.id, q.kind, coalesce(a.platform, q.platform), a.native, q.died_at, q.attempts, q.reason,
                q.body, NULL::text, {}
             FROM dead q LEFT JOIN accounts a ON a.id = q.account
                LEFT JOIN conversations c ON c.id = q.conversation",
            names("c.person")
        ),
    }
}

fn read(queue: Queue, row: &tokio_postgres::Row) -> Result<Record, Failure> {
    let row = Row {
        number: row.try_get(0)?,
        kind: row.try_get(1)?,
        platform: row.try_get(2)?,
        account: row.try_get(3)?,
        at: row.try_get(4)?,
        attempts: row.try_get(5)?,
        error: row.try_get(6)?,
        body: row.try_get(7)?,
        endpoint: row.try_get(8)?,
        person: row.try_get(9)?,
    };
    Ok(row.record(queue))
}
