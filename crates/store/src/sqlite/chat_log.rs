//! The log of conversations.

use rusqlite::{Connection, Row, params};

use super::{
    failure::Failure,
    time::{millis, timestamp},
    transaction::Transaction,
};
use crate::{
    LogEntry, Speaker,
    rules::json::{read_remarks, write_remarks},
};

/// Adds what was said in a turn.
pub(super) fn keep(transaction: &Transaction<'_>, log: &[LogEntry], now: i64) -> Result<(), Failure> {
    if log.is_empty() {
        return Ok(());
    }
    let mut statement = transaction.statement(
        "INSERT INTO chat_log (conversation, user, said_at, kept_at, by_bot, remarks) VALUES (?, ?, ?, ?, ?, ?)",
    )?;
    for LogEntry { conversation, user, at, by, remarks } in log {
        statement.execute(params![
            conversation,
            user,
            millis(*at),
            now,
            *by == Speaker::Bot,
            write_remarks(remarks)
        ])?;
    }
    Ok(())
}

/// The newest that a person and the bot said to each other, the oldest of it first.
pub(super) fn of(connection: &Connection, user: i64, limit: usize) -> Result<Vec<LogEntry>, Failure> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(
        "SELECT conversation, user, said_at, by_bot, remarks FROM chat_log
         WHERE user IN (SELECT id FROM users WHERE ?1 IN (id, merged_into)) ORDER BY id DESC LIMIT ?2",
    )?;
    let entries = statement.query_map([user, limit], entry)?.collect::<Result<Vec<_>, _>>()?;
    Ok(entries.into_iter().rev().collect())
}

fn entry(row: &Row<'_>) -> rusqlite::Result<LogEntry> {
    Ok(LogEntry {
        conversation: row.get(0)?,
        user: row.get(1)?,
        at: timestamp(row.get(2)?),
        by: if row.get(3)? { Speaker::Bot } else { Speaker::Person },
        remarks: read_remarks(row.get_ref(4)?.as_str()?),
    })
}
