//! What became of calls.

use rusqlite::{OptionalExtension as _, params};

use tertulia_core::{EventKind, event::Undelivered};

use super::{
    dead, failure::Failure, moved::move_group, outbox, report::report, time::millis, transaction::Transaction,
};
use crate::{AccountId, Aftermath, Settled, Settlement, rules::chat::NativeChat};

/// Keeps what became of a call. One that is no longer there was settled before.
pub(super) fn settle(transaction: &Transaction<'_>, settlement: &Settlement) -> Result<Aftermath, Failure> {
    let Settlement { row, at, outcome, then_next } = settlement;
    let at = millis(*at);
    match outcome {
        Settled::Sent(platform_id) => {
            let chat = sent(transaction, *row, platform_id.as_deref(), at)?;
            let chat = chat.filter(|_| *then_next);
            let dispatching =
                chat.map(|chat| outbox::dispatch_next(transaction, chat)).transpose()?.flatten();
            return Ok(Aftermath { dispatching, buried: None });
        }
        Settled::Later { not_before, error } => {
            transaction
                .statement(
                    "UPDATE outbox SET state = min(state, 1), attempts = attempts + 1, not_before = ?2,
                        last_error = ?3
                     WHERE id = ?1",
                )?
                .execute(params![row, millis(*not_before), error])?;
        }
        Settled::Uncertain { until, error } => {
            transaction
                .statement(
                    "UPDATE outbox SET state = 3, attempts = attempts + 1, not_before = ?2, last_error = ?3
                     WHERE id = ?1",
                )?
                .execute(params![row, millis(*until), error])?;
        }
        Settled::Instead(error) => {
            transaction
                .statement(
                    "UPDATE outbox SET endpoint = instead_endpoint, body = instead_body, about = NULL,
                        instead_endpoint = NULL, instead_body = NULL, state = min(state, 1), uncertain = 0,
                        attempts = 0, not_before = NULL, last_error = ?2
                     WHERE id = ?1 AND instead_body IS NOT NULL",
                )?
                .execute(params![row, error])?;
        }
        Settled::NotMade => {
            transaction
                .statement("UPDATE outbox SET state = 1 WHERE id = ? AND state = 2")?
                .execute([row])?;
        }
        Settled::Moved(to) => moved(transaction, *row, to)?,
        Settled::Lost(reason) => failed(transaction, *row, at, reason, EventKind::DeliveryUnknown)?,
        Settled::Dead(reason) => failed(transaction, *row, at, reason, EventKind::DeliveryFailed)?,
        Settled::Unreachable { chat, reason } => {
            let buried = unreachable(transaction, *row, *chat, at, reason)?;
            return Ok(Aftermath { dispatching: None, buried });
        }
    }
    Ok(Aftermath::default())
}

/// Sets a call aside, and tells its conversation.
fn failed(
    transaction: &Transaction<'_>,
    row: i64,
    at: i64,
    reason: &str,
    told: fn(Undelivered) -> EventKind,
) -> Result<(), Failure> {
    let call: Option<(i64, bool, String)> = transaction
        .statement("SELECT conversation, silent, body FROM outbox WHERE id = ?")?
        .query_row([row], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    dead::bury_call(transaction, row, at, reason)?;
    if let Some((conversation, false, message)) = call {
        let undelivered = Undelivered { reason: reason.to_owned(), message };
        report(transaction, conversation, told(undelivered), at)?;
    }
    Ok(())
}

/// The group a call goes to has another id. The call was refused, so it is no longer under way.
fn moved(transaction: &Transaction<'_>, row: i64, to: &str) -> Result<(), Failure> {
    transaction.statement("UPDATE outbox SET state = min(state, 1) WHERE id = ?")?.execute([row])?;
    let chat: Option<(i64, String)> = transaction
        .statement("SELECT h.account, h.native FROM outbox o JOIN chats h ON h.id = o.chat WHERE o.id = ?")?
        .query_row([row], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match chat {
        Some((account, native)) => match native.strip_prefix('g') {
            Some(from) => move_group(transaction, account, from, to),
            None => Ok(()),
        },
        None => Ok(()),
    }
}

/// A call was made: its row is gone, and what the platform calls the message is remembered. Gives the chat it went
/// to, or `None` if it was settled before.
pub(super) fn sent(
    transaction: &Transaction<'_>,
    row: i64,
    platform_id: Option<&str>,
    at: i64,
) -> Result<Option<i64>, Failure> {
    if let Some(platform_id) = platform_id {
        transaction
            .statement(
                "INSERT INTO sent (id, account, chat, conversation, silent, platform_id, sent_at, reference)
                 SELECT id, account, chat, conversation, silent, ?2, ?3, CASE WHEN named THEN reference END
                 FROM outbox WHERE id = ?1
                 ON CONFLICT DO NOTHING",
            )?
            .execute(params![row, platform_id, at])?;
    }
    let chat = transaction
        .statement("DELETE FROM outbox WHERE id = ? RETURNING chat")?
        .query_row([row], |row| row.get(0))
        .optional()?;
    Ok(chat)
}

/// The platform's id of the message with that reference.
pub(super) fn message_id(
    transaction: &Transaction<'_>,
    account: AccountId,
    reference: &str,
) -> Result<Option<String>, Failure> {
    let found = transaction
        .statement("SELECT platform_id FROM sent WHERE account = ? AND reference = ?")?
        .query_row(params![account.0, reference], |row| row.get(0))
        .optional()?;
    Ok(found)
}

/// Sets aside everything there is for the chat, up to the call that is given back. If it is a private one, its user
/// is marked.
fn unreachable(
    transaction: &Transaction<'_>,
    row: i64,
    chat: i64,
    at: i64,
    reason: &str,
) -> Result<Option<i64>, Failure> {
    // A group may have got another number since the call was given out.
    let found: Option<(i64, String)> = transaction
        .statement(
            "SELECT id, native FROM chats WHERE id = coalesce((SELECT chat FROM outbox WHERE id = ?), ?)",
        )?
        .query_row([row, chat], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((chat, native)) = found else { return Ok(None) };
    let last = transaction
        .statement("SELECT max(id) FROM outbox WHERE chat = ?")?
        .query_row([chat], |row| row.get(0))?;
    dead::bury_calls_of(transaction, chat, at, reason)?;
    if let Some(NativeChat::Private(user)) = NativeChat::read(&native) {
        transaction
            .statement(
                "UPDATE users SET reachable = 0
                 WHERE id = (SELECT coalesce(merged_into, id) FROM users WHERE id = ?)",
            )?
            .execute([user])?;
    }
    Ok(last)
}
