//! Forgetting, a little at a time.

use jiff::Timestamp;
use tertulia_core::Platform;

use super::{failure::Failure, transaction::Transaction};
use crate::{
    Retention,
    rules::retention::{Horizon, PORTION},
};

/// How many rows of a table go at once.
const ROWS: i64 = PORTION as i64;

/// Removes what is older than it has to be kept.
pub(super) fn sweep(
    transaction: &Transaction<'_>,
    now: Timestamp,
    retention: Retention,
) -> Result<(), Failure> {
    let horizon = Horizon::new(now, retention);
    // In these tables the oldest rows come first, so there is no need to look further.
    for (delete, before) in [
        (
            "DELETE FROM sent WHERE id IN (SELECT id FROM sent ORDER BY id LIMIT ?1) AND sent_at < ?2",
            horizon.sent(),
        ),
        (
            "DELETE FROM dead WHERE id IN (SELECT id FROM dead ORDER BY id LIMIT ?1) AND died_at < ?2",
            horizon.dead(),
        ),
        (
            "DELETE FROM payloads
             WHERE number IN (SELECT number FROM payloads ORDER BY number LIMIT ?1) AND created_at < ?2",
            horizon.payloads(),
        ),
        (
            "DELETE FROM files WHERE hash IN
                (SELECT hash FROM files WHERE kept_at < ?2 ORDER BY kept_at, hash LIMIT ?1)
             AND lower(hex(hash)) NOT IN
                (SELECT shown.value ->> '$.hash' FROM outbox o, json_each(o.files) shown
                 WHERE o.files IS NOT NULL)",
            horizon.files(),
        ),
        (
            "DELETE FROM uploads WHERE (account, hash, kind, name, mime_type) IN
                (SELECT account, hash, kind, name, mime_type FROM uploads WHERE expires_at <= ?2 LIMIT ?1)",
            horizon.uploads(),
        ),
    ] {
        transaction.statement(delete)?.execute([ROWS, before])?;
    }
    if let Some(before) = horizon.chat_log() {
        transaction
            .statement(
                "DELETE FROM chat_log WHERE id IN (SELECT id FROM chat_log ORDER BY id LIMIT ?1) AND kept_at < ?2",
            )?
            .execute([ROWS, before])?;
    }
    sweep_dedupe(transaction, horizon)
}

/// Forgets whole buckets that were last written long ago.
fn sweep_dedupe(transaction: &Transaction<'_>, horizon: Horizon) -> Result<(), Failure> {
    let mut left = ROWS;
    for (account, bucket) in old_buckets(transaction, horizon)? {
        let deleted = transaction
            .statement(
                "DELETE FROM dedupe WHERE account = ?1 AND bucket = ?2 AND key IN
                 (SELECT key FROM dedupe WHERE account = ?1 AND bucket = ?2 LIMIT ?3)",
            )?
            .execute([account, bucket, left])?;
        left -= i64::try_from(deleted).unwrap_or(left);
        if left <= 0 {
            break; // This bucket may hold more.
        }
        transaction
            .statement("DELETE FROM dedupe_bucket WHERE account = ? AND bucket = ?")?
            .execute([account, bucket])?;
    }
    Ok(())
}

fn old_buckets(transaction: &Transaction<'_>, horizon: Horizon) -> Result<Vec<(i64, i64)>, Failure> {
    let mut statement = transaction.statement(
        "SELECT b.account, b.bucket FROM dedupe_bucket b JOIN accounts a ON a.id = b.account
         WHERE b.written_at < CASE a.platform WHEN 'telegram' THEN ?1 ELSE ?2 END
         ORDER BY b.account, b.bucket LIMIT ?3",
    )?;
    // Every platform but Telegram has the same.
    let (telegram, others) = (horizon.dedupe(Platform::TELEGRAM), horizon.dedupe(Platform::WHATSAPP));
    let buckets = statement.query_map([telegram, others, ROWS], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(buckets.collect::<Result<_, _>>()?)
}
