//! Payloads kept for the tokens that lead to them, and the key of all payloads.

use rusqlite::{OptionalExtension as _, params};
use tertulia_core::payload::{Audience, StoredPayload, TokenId};

use super::{failure::Failure, transaction::Transaction};
use crate::rules::key;

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
        "INSERT INTO payloads (id, content, audience, chat, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET content = ?2, audience = ?3, chat = ?4, created_at = ?5",
    )?;
    for StoredPayload { id, content, audience, chat } in payloads {
        statement.execute(params![id, content, audience_name(*audience), chat, now])?;
    }
    Ok(())
}

/// The payload of a token, if it is still kept.
pub(super) fn find(transaction: &Transaction<'_>, token: &TokenId) -> Result<Option<StoredPayload>, Failure> {
    let found = transaction
        .statement("SELECT content, audience, chat FROM payloads WHERE id = ?")?
        .query_row([token], |row| {
            Ok(StoredPayload {
                id: *token,
                content: row.get(0)?,
                audience: audience(row.get_ref(1)?.as_str()?),
                chat: row.get(2)?,
            })
        })
        .optional()?;
    Ok(found)
}

/// An audience this version has no word for is kept as the narrowest.
fn audience_name(audience: Audience) -> &'static str {
    match audience {
        Audience::Anyone => "anyone",
        _ => "chat",
    }
}

fn audience(name: &str) -> Audience {
    if name == "anyone" { Audience::Anyone } else { Audience::Chat }
}
