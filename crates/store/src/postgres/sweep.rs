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

/// Removes what is older than it has to be kept, unless another process is just doing so.
pub(super) async fn sweep(
    transaction: &Transaction,
    now: Timestamp,
    retention: Retention,
) -> Result<(), Failure> {
    let free = transaction
        .row("SELECT pg_try_advisory_xact_lock(hashtext($1), -1)", &[&transaction.shared.schema])
        .await?;
    if !free.map_or(Ok(false), |row| row.try_get(0))? {
        return Ok(());
    }
    let horizon = Horizon::new(now, retention);
    // In these tables the oldest rows come first, so there is no need to look further.
    for (delete, before) in [
        (
            "DELETE FROM sent WHERE id = ANY(ARRAY(SELECT id FROM sent ORDER BY id LIMIT $1)) AND sent_at < $2",
            horizon.sent(),
        ),
        (
            "DELETE FROM dead WHERE id = ANY(ARRAY(SELECT id FROM dead ORDER BY id LIMIT $1)) AND died_at < $2",
            horizon.dead(),
        ),
        (
            "DELETE FROM payloads WHERE number = ANY(ARRAY(SELECT number FROM payloads ORDER BY number LIMIT $1))
                AND created_at < $2",
            horizon.payloads(),
        ),
        (
            "DELETE FROM files WHERE hash = ANY(ARRAY(
                SELECT hash FROM files WHERE kept_at < $2 ORDER BY kept_at, hash LIMIT $1))
             AND kept_at < $2 AND encode(hash, 'hex') NOT IN
                (SELECT shown ->> 'hash' FROM outbox o, json_array_elements(o.files::json) shown
                 WHERE o.files IS NOT NULL AND shown ->> 'hash' IS NOT NULL)",
            horizon.files(),
        ),
        (
            "DELETE FROM uploads WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM uploads WHERE expires_at <= $2 ORDER BY expires_at LIMIT $1)) AND expires_at <= $2",
            horizon.uploads(),
        ),
    ] {
        transaction.execute(delete, &[&ROWS, &before]).await?;
    }
    if let Some(before) = horizon.chat_log() {
        transaction
            .execute(
                "DELETE FROM chat_log WHERE id = ANY(ARRAY(SELECT id FROM chat_log ORDER BY id LIMIT $1))
                    AND kept_at < $2",
                &[&ROWS, &before],
            )
            .await?;
    }
    sweep_dedupe(transaction, horizon).await
}

/// Forgets whole buckets that were last written long ago.
async fn sweep_dedupe(transaction: &Transaction, horizon: Horizon) -> Result<(), Failure> {
    let mut left = ROWS;
    for (account, bucket) in old_buckets(transaction, horizon).await? {
        let deleted = transaction
            .execute(
                "DELETE FROM dedupe WHERE account = $1 AND bucket = $2 AND key = ANY(ARRAY(
                    SELECT key FROM dedupe WHERE account = $1 AND bucket = $2 LIMIT $3))",
                &[&account, &bucket, &left],
            )
            .await?;
        left -= i64::try_from(deleted).unwrap_or(left);
        if left <= 0 {
            break; // This bucket may hold more.
        }
        transaction
            .execute("DELETE FROM dedupe_bucket WHERE account = $1 AND bucket = $2", &[&account, &bucket])
            .await?;
    }
    Ok(())
}

async fn old_buckets(transaction: &Transaction, horizon: Horizon) -> Result<Vec<(i64, i64)>, Failure> {
    // Every platform but Telegram has the same.
    let (telegram, others) = (horizon.dedupe(Platform::TELEGRAM), horizon.dedupe(Platform::WHATSAPP));
    let buckets = transaction
        .rows(
            "SELECT b.account, b.bucket FROM dedupe_bucket b JOIN accounts a ON a.id = b.account
             WHERE b.written_at < CASE a.platform WHEN 'telegram' THEN $1 ELSE $2 END
             ORDER BY b.account, b.bucket LIMIT $3",
            &[&telegram, &others, &ROWS],
        )
        .await?;
    buckets.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}
