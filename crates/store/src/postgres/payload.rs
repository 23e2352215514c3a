//! Payloads kept for the tokens that lead to them, and the key of all payloads.

use std::collections::HashMap;

use tertulia_core::payload::{StoredPayload, TokenId};

use super::{failure::Failure, transaction::Transaction};
use crate::rules::{
    audience::{audience, audience_name},
    key,
    time::{millis, timestamp},
};

/// The key of payloads: 32 random bytes in base64, made on first use.
pub(super) async fn key(transaction: &Transaction) -> Result<String, Failure> {
    let find = "SELECT value FROM meta WHERE key = 'payload_key'";
    if let Some(kept) = transaction.row(find, &[]).await? {
        return Ok(kept.try_get(0)?);
    }
    // Another process may do the same, and the first key stays.
    let key = key::random()?;
    transaction
        .execute("INSERT INTO meta (key, value) VALUES ('payload_key', $1) ON CONFLICT DO NOTHING", &[&key])
        .await?;
    let kept = transaction.row(find, &[]).await?;
    kept.map_or(Ok(key), |kept| Ok(kept.try_get(0)?))
}

/// Keeps payloads that were made at these times. Of two with one token the later stays.
pub(super) async fn keep(
    transaction: &Transaction,
    payloads: &[(i64, &StoredPayload)],
) -> Result<(), Failure> {
    let mut last = HashMap::new();
    for (place, (_, payload)) in payloads.iter().enumerate() {
        last.insert(payload.id, place);
    }
    let kept: Vec<_> =
        payloads.iter().enumerate().filter(|(place, (_, payload))| last[&payload.id] == *place).collect();
    if kept.is_empty() {
        return Ok(());
    }
    let payloads = || kept.iter().map(|(_, (_, payload))| *payload);
    let ids: Vec<&[u8]> = payloads().map(|payload| &payload.id[..]).collect();
    let contents: Vec<&str> = payloads().map(|payload| payload.content.as_str()).collect();
    let audiences: Vec<&str> = payloads().map(|payload| audience_name(payload.audience)).collect();
    let chats: Vec<i64> = payloads().map(|payload| payload.chat).collect();
    let times: Vec<i64> = kept.iter().map(|(_, (now, _))| *now).collect();
    let people: Vec<i64> = payloads().map(|payload| payload.user).collect();
    let expire: Vec<Option<i64>> = payloads().map(|payload| payload.expires_at.map(millis)).collect();
    let once: Vec<bool> = payloads().map(|payload| payload.once).collect();
    let used: Vec<bool> = payloads().map(|payload| payload.used).collect();
    transaction
        .execute(
            "INSERT INTO payloads (id, content, audience, chat, created_at, person, expires_at, once, used)
             SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[],
                $7::bigint[], $8::bool[], $9::bool[])
             ON CONFLICT (id) DO UPDATE SET content = excluded.content, audience = excluded.audience,
                chat = excluded.chat, created_at = excluded.created_at, person = excluded.person,
                expires_at = excluded.expires_at, once = excluded.once, used = excluded.used",
            &[&ids, &contents, &audiences, &chats, &times, &people, &expire, &once, &used],
        )
        .await?;
    Ok(())
}

/// The payloads of tokens, as far as they are still kept.
pub(super) async fn find(
    transaction: &Transaction,
    tokens: &[TokenId],
) -> Result<HashMap<TokenId, StoredPayload>, Failure> {
    if tokens.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<&[u8]> = tokens.iter().map(|token| &token[..]).collect();
    let rows = transaction
        .rows(
            "SELECT id, content, audience, chat, person, expires_at, once, used FROM payloads WHERE id = ANY($1)",
            &[&ids],
        )
        .await?;
    let mut found = HashMap::with_capacity(rows.len());
    for row in rows {
        let Ok(id) = TokenId::try_from(row.try_get::<_, &[u8]>(0)?) else { continue };
        let payload = StoredPayload {
            id,
            content: row.try_get(1)?,
            audience: audience(row.try_get(2)?),
            chat: row.try_get(3)?,
            user: row.try_get(4)?,
            expires_at: row.try_get::<_, Option<i64>>(5)?.map(timestamp),
            once: row.try_get(6)?,
            used: row.try_get(7)?,
        };
        found.insert(id, payload);
    }
    Ok(found)
}

/// Whether a payload was not used up, and will not be by others before the transaction ends. One that is no longer kept
/// cannot be.
pub(super) async fn is_unused(transaction: &Transaction, token: &TokenId) -> Result<bool, Failure> {
    let row = transaction.row("SELECT used FROM payloads WHERE id = $1 FOR UPDATE", &[&&token[..]]).await?;
    row.map_or(Ok(true), |row| Ok(!row.try_get::<_, bool>(0)?))
}

/// From now on the payload counts as used up.
pub(super) async fn mark_used(transaction: &Transaction, tokens: &[TokenId]) -> Result<(), Failure> {
    if !tokens.is_empty() {
        let ids: Vec<&[u8]> = tokens.iter().map(|token| &token[..]).collect();
        transaction.execute("UPDATE payloads SET used = true WHERE id = ANY($1)", &[&ids]).await?;
    }
    Ok(())
}
