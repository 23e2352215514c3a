//! The queues, row by row.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::super::{failure::Failure, time::timestamp};
use crate::{Queue, QueueSummary, Record, rules::record::Row};

/// How much is in each queue.
pub(super) fn summaries(connection: &Connection) -> Result<Vec<QueueSummary>, Failure> {
    let sqls = [
        "SELECT count(*) FILTER (WHERE timer IS NULL), count(*) FILTER (WHERE timer IS NOT NULL),
            min(due_at) FILTER (WHERE timer IS NULL) FROM inbox",
        "SELECT count(*), 0, min(created_at) FROM outbox",
        "SELECT count(*), 0, min(died_at) FROM dead",
    ];
    let mut summaries = Vec::new();
    for (queue, sql) in Queue::ALL.into_iter().zip(sqls) {
        summaries.push(connection.query_row(sql, [], |row| {
            let count = |place| -> rusqlite::Result<u64> {
                Ok(u64::try_from(row.get::<_, i64>(place)?).unwrap_or_default())
            };
            let oldest = row.get::<_, Option<i64>>(2)?.map(timestamp);
            Ok(QueueSummary { queue, count: count(0)?, timers: count(1)?, oldest })
        })?);
    }
    Ok(summaries)
}

/// The rows of a queue: those that are first in line, and of what was set aside the newest.
pub(super) fn list(connection: &Connection, queue: Queue, limit: usize) -> Result<Vec<Record>, Failure> {
    let order = match queue {
        Queue::Inbox => "ORDER BY q.due_at, q.id",
        Queue::Outbox => "ORDER BY q.id",
        Queue::Dead => "ORDER BY q.id DESC",
    };
    let mut statement = connection.prepare(&format!("{} {order} LIMIT ?1", rows(queue)))?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = statement.query_map([limit], |row| read(queue, row))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One row of a queue.
pub(super) fn record(connection: &Connection, queue: Queue, number: i64) -> Result<Option<Record>, Failure> {
    let mut statement = connection.prepare(&format!("{} WHERE q.id = ?1", rows(queue)))?;
    Ok(statement.query_row(params![number], |row| read(queue, row)).optional()?)
}

/// Every row of a queue, with the same columns in the same order.
fn rows(queue: Queue) -> &'static str {
    match queue {
        Queue::Inbox => {
            "SELECT q.id, iif(q.timer IS NULL, 'event', 'timer'), a.platform, a.native, q.due_at, q.attempts,
                q.last_error, CAST(q.event AS BLOB), NULL,
                (SELECT group_concat(l.kind || ' ' || l.value, char(10) ORDER BY l.place) FROM aliases l
                 WHERE l.user = coalesce(q.user, c.user))
             FROM inbox q JOIN conversations c ON c.id = q.conversation JOIN accounts a ON a.id = c.account"
        }
        Queue::Outbox => {
            "SELECT q.id, 'call', a.platform, a.native, q.created_at, q.attempts, q.last_error,
                CAST(q.body AS BLOB), q.endpoint,
                (SELECT group_concat(l.kind || ' ' || l.value, char(10) ORDER BY l.place) FROM aliases l WHERE l.user = c.user)
             FROM outbox q JOIN accounts a ON a.id = q.account LEFT JOIN conversations c ON c.id = q.conversation"
        }
        Queue::Dead => {
            "SELECT q.id, q.kind, coalesce(a.platform, q.platform), a.native, q.died_at, q.attempts, q.reason,
                q.body, NULL,
                (SELECT group_concat(l.kind || ' ' || l.value, char(10) ORDER BY l.place) FROM aliases l WHERE l.user = c.user)
             FROM dead q LEFT JOIN accounts a ON a.id = q.account
                LEFT JOIN conversations c ON c.id = q.conversation"
        }
    }
}

fn read(queue: Queue, row: &rusqlite::Row<'_>) -> rusqlite::Result<Record> {
    let row = Row {
        number: row.get(0)?,
        kind: row.get(1)?,
        platform: row.get(2)?,
        account: row.get(3)?,
        at: row.get(4)?,
        attempts: row.get(5)?,
        error: row.get(6)?,
        body: row.get(7)?,
        endpoint: row.get(8)?,
        person: row.get(9)?,
    };
    Ok(row.record(queue))
}
