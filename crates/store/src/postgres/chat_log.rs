//! The log of conversations.

use super::{failure::Failure, transaction::Transaction};
use crate::{
    LogEntry, Speaker,
    rules::{
        json::{read_remarks, write_remarks},
        time::{millis, timestamp},
    },
};

/// Adds what was said in turns, in order, with the times at which they ended.
pub(super) async fn keep(transaction: &Transaction, log: &[(i64, &LogEntry)]) -> Result<(), Failure> {
    if log.is_empty() {
        return Ok(());
    }
    let conversations: Vec<i64> = log.iter().map(|(_, entry)| entry.conversation).collect();
    let people: Vec<i64> = log.iter().map(|(_, entry)| entry.user).collect();
    let times: Vec<i64> = log.iter().map(|(_, entry)| millis(entry.at)).collect();
    let kept: Vec<i64> = log.iter().map(|(now, _)| *now).collect();
    let by_bot: Vec<bool> = log.iter().map(|(_, entry)| entry.by == Speaker::Bot).collect();
    let remarks: Vec<String> = log.iter().map(|(_, entry)| write_remarks(&entry.remarks)).collect();
    transaction
        .execute(
            "INSERT INTO chat_log (conversation, person, said_at, kept_at, by_bot, remarks)
             SELECT conversation, person, said_at, kept_at, by_bot, remarks
             FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::boolean[], $6::text[])
                WITH ORDINALITY said (conversation, person, said_at, kept_at, by_bot, remarks, number)
             ORDER BY number",
            &[&conversations, &people, &times, &kept, &by_bot, &remarks],
        )
        .await?;
    Ok(())
}

/// The newest that a person and the bot said to each other, the oldest of it first.
pub(super) async fn of(transaction: &Transaction, user: i64, limit: usize) -> Result<Vec<LogEntry>, Failure> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = transaction
        .rows(
            "SELECT conversation, person, said_at, by_bot, remarks FROM chat_log
             WHERE person IN (SELECT id FROM users WHERE $1 IN (id, merged_into)) ORDER BY id DESC LIMIT $2",
            &[&user, &limit],
        )
        .await?;
    let entries = rows.iter().rev().map(|row| {
        Ok(LogEntry {
            conversation: row.try_get(0)?,
            user: row.try_get(1)?,
            at: timestamp(row.try_get(2)?),
            by: if row.try_get(3)? { Speaker::Bot } else { Speaker::Person },
            remarks: read_remarks(row.try_get(4)?),
        })
    });
    entries.collect()
}
