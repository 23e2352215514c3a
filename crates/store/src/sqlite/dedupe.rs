//! What came in before.

use rusqlite::params;
use tertulia_core::Dedupe;

use super::{failure::Failure, transaction::Transaction};
use crate::{AccountId, rules::retention::GRAIN};

/// Remembers an event. `false` if it had come in before.
pub(super) fn remember(
    transaction: &Transaction<'_>,
    account: AccountId,
    dedupe: &Dedupe,
    at: i64,
) -> Result<bool, Failure> {
    let fresh = transaction
        .statement("INSERT INTO dedupe (account, bucket, key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")?
        .execute(params![account.0, dedupe.bucket, dedupe.key])?;
    if fresh == 0 {
        return Ok(false);
    }
    transaction
        .statement(
            "INSERT INTO dedupe_bucket (account, bucket, written_at) VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET written_at = ?3 WHERE written_at < ?3 - ?4",
        )?
        .execute(params![account.0, dedupe.bucket, at, GRAIN])?;
    Ok(true)
}
