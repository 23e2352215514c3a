//! Payloads kept for the tokens that lead to them, and the key of all payloads.

use rusqlite::{OptionalExtension as _, params};
use tertulia_core::payload::{StoredPayload, TokenId};

use super::{
    failure::Failure,
    time::{millis, timestamp},
    transaction::Transaction,
};
use crate::rules::{
    audience::{audience, audience_name},
    key,
};

/// The key of payloads: 32 random bytes in base64, made on first use.
pub(super) fn key(transaction: &Transaction<'_>) -> Result<String, Failure> {
    let kept = transaction
        .statement("SELECT value FROM meta WHERE key = 'payload_key'")?
        .query_row([], |row| row.get(0))
        .optional()?;
    if let Some(kept) = kept {
        return Ok(kept);
    }
    let key = key::random()?;
    transaction.statement("INSERT INTO meta (key, value) VALUES ('payload_key', ?)")?.execute([&key])?;
    Ok(key)
}

/// Keeps the payloads of a turn.
pub(super) fn keep(
    transaction: &Transaction<'_>,
    payloads: &[StoredPayload],
    now: i64,
) -> Result<(), Failure> {
    if payloads.is_empty() {
        return Ok(());
    }
    let mut statement = transaction.statement(
        "INSERT INTO payloads (id, content, audience, chat, created_at, user, expires_at, once, used)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (id) DO UPDATE SET content = ?2, audience = ?3, chat = ?4, created_at = ?5, user = ?6,
            expires_at = ?7, once = ?8, used = ?9",
    )?;
    for StoredPayload { id, content, audience, chat, user, expires_at, once, used } in payloads {
        let expires_at = expires_at.map(millis);
        let audience = audience_name(*audience);
        statement.execute(params![id, content, audience, chat, now, user, expires_at, once, used])?;
    }
    Ok(())
}

/// The payload of a token, if it is still kept.
pub(super) fn find(transaction: &Transaction<'_>, token: &TokenId) -> Result<Option<StoredPayload>, Failure> {
    let found = transaction
        .statement("SELECT content, audience, chat, user, expires_at, once, used FROM payloads WHERE id = ?")?
        .query_row([token], |row| {
            Ok(StoredPayload {
                id: *token,
                content: row.get(0)?,
                audience: audience(row.get_ref(1)?.as_str()?),
                chat: row.get(2)?,
                user: row.get(3)?,
                expires_at: row.get::<_, Option<i64>>(4)?.map(timestamp),
                once: row.get(5)?,
                used: row.get(6)?,
            })
        })
        .optional()?;
    Ok(found)
}

/// Whether a payload was not used up. One that is no longer kept cannot be.
pub(super) fn is_unused(transaction: &Transaction<'_>, token: &TokenId) -> Result<bool, Failure> {
    let used = transaction.statement("SELECT 1 FROM payloads WHERE id = ? AND used = 1")?.exists([token])?;
    Ok(!used)
}

/// From now on the payload counts as used up.
pub(super) fn mark_used(transaction: &Transaction<'_>, token: &TokenId) -> Result<(), Failure> {
    transaction.statement("UPDATE payloads SET used = 1 WHERE id = ?")?.execute([token])?;
    Ok(())
}
