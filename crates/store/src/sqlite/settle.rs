//! What became of calls.

use rusqlite::{OptionalExtension as _, params};

use super::{conversation::NativeChat, dead, failure::Failure, time::millis, transaction::Transaction};
use crate::{Settled, Settlement};

/// Keeps what became of a call. One that is no longer there was settled before.
pub(super) fn settle(transaction: &Transaction<'_>, settlement: &Settlement) -> Result<(), Failure> {
    let Settlement { row, at, outcome } = settlement;
    let at = millis(*at);
    match outcome {
        Settled::Sent(platform_id) => sent(transaction, *row, platform_id.as_deref(), at),
        Settled::Later { not_before, error } => {
            transaction
                .statement(
                    "UPDATE outbox SET attempts = attempts + 1, not_before = ?2, last_error = ?3
                     WHERE id = ?1",
                )?
                .execute(params![row, millis(*not_before), error])?;
            Ok(())
        }
        Settled::Dead(reason) => dead::bury_call(transaction, *row, at, reason),
        Settled::Unreachable(reason) => unreachable(transaction, *row, at, reason),
    }
}

fn sent(transaction: &Transaction<'_>, row: i64, platform_id: Option<&str>, at: i64) -> Result<(), Failure> {
    if let Some(platform_id) = platform_id {
        transaction
            .statement(
                "INSERT INTO sent (id, account, chat, conversation, platform_id, sent_at)
                 SELECT id, account, chat, conversation, ?2, ?3 FROM outbox WHERE id = ?1
                 ON CONFLICT DO NOTHING",
            )?
            .execute(params![row, platform_id, at])?;
    }
    transaction.statement("DELETE FROM outbox WHERE id = ?")?.execute([row])?;
    Ok(())
}

/// Sets aside everything that waits for the chat. If it is a private one, its user is marked.
fn unreachable(transaction: &Transaction<'_>, row: i64, at: i64, reason: &str) -> Result<(), Failure> {
    let chat: Option<(i64, String)> = transaction
        .statement("SELECT h.id, h.native FROM outbox o JOIN chats h ON h.id = o.chat WHERE o.id = ?")?
        .query_row([row], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((chat, native)) = chat else { return Ok(()) };
    dead::bury_calls_of(transaction, chat, at, reason)?;
    if let Some(NativeChat::Private(user)) = NativeChat::read(&native) {
        transaction
            .statement(
                "UPDATE users SET reachable = 0
                 WHERE id = (SELECT coalesce(merged_into, id) FROM users WHERE id = ?)",
            )?
            .execute([user])?;
    }
    Ok(())
}
