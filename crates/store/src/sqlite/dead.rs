//! What is set aside: kept for a while, so that an operator can look at it and try it again.

use rusqlite::params;

use super::{failure::Failure, once, time::millis, transaction::Transaction};
use crate::{AccountId, DeadLetter};

/// The body is the endpoint, a line feed and the JSON, so that even a call that is broken can be kept.
macro_rules! bury_calls {
    () => {
        "INSERT INTO dead (died_at, kind, account, conversation, number, attempts, reason, body)
         SELECT ?2, 'call', account, conversation, id, attempts, ?3,
                CAST(endpoint || char(10) || body AS BLOB)
         FROM outbox"
    };
}

/// Sets aside what is no event.
pub(super) fn bury_letter(transaction: &Transaction<'_>, letter: &DeadLetter) -> Result<(), Failure> {
    transaction
        .statement("INSERT INTO dead (died_at, kind, platform, reason, body) VALUES (?, 'letter', ?, ?, ?)")?
        .execute(params![millis(letter.at), letter.platform.as_str(), letter.reason, letter.body])?;
    Ok(())
}

/// Sets aside an event that never got into the inbox.
pub(super) fn bury_event(
    transaction: &Transaction<'_>,
    account: AccountId,
    at: i64,
    reason: &str,
    json: &str,
) -> Result<(), Failure> {
    transaction
        .statement("INSERT INTO dead (died_at, kind, account, reason, body) VALUES (?, 'event', ?, ?, ?)")?
        .execute(params![at, account.0, reason, json.as_bytes()])?;
    Ok(())
}

/// Sets aside an event of the inbox.
pub(super) fn bury_inbox(
    transaction: &Transaction<'_>,
    inbox: i64,
    at: i64,
    reason: &str,
) -> Result<(), Failure> {
    transaction
        .statement(
            "INSERT INTO dead (died_at, kind, account, conversation, number, attempts, reason, body)
             SELECT ?2, 'event', c.account, c.id, i.id, i.attempts, ?3, CAST(i.event AS BLOB)
             FROM inbox i JOIN conversations c ON c.id = i.conversation WHERE i.id = ?1",
        )?
        .execute(params![inbox, at, reason])?;
    transaction.statement("DELETE FROM inbox WHERE id = ?")?.execute([inbox])?;
    once::forget(transaction, inbox)
}

/// Sets aside a call.
pub(super) fn bury_call(
    transaction: &Transaction<'_>,
    row: i64,
    at: i64,
    reason: &str,
) -> Result<(), Failure> {
    transaction.statement(concat!(bury_calls!(), " WHERE id = ?1"))?.execute(params![row, at, reason])?;
    transaction.statement("DELETE FROM outbox WHERE id = ?")?.execute([row])?;
    Ok(())
}

/// Sets aside all calls of a chat.
pub(super) fn bury_calls_of(
    transaction: &Transaction<'_>,
    chat: i64,
    at: i64,
    reason: &str,
) -> Result<(), Failure> {
    transaction
        .statement(concat!(bury_calls!(), " WHERE chat = ?1 ORDER BY id"))?
        .execute(params![chat, at, reason])?;
    transaction.statement("DELETE FROM outbox WHERE chat = ?")?.execute([chat])?;
    Ok(())
}
