//! Forgetting, a little at a time.

use jiff::Timestamp;
use rusqlite::params;

use super::{
    dedupe::GRAIN,
    failure::Failure,
    time::{duration_millis, millis},
    transaction::Transaction,
};
use crate::Retention;

/// How many rows of a table go at once.
const ROWS: i64 = 2000;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// How long Telegram's keys are kept. It gives an update up after 24 hours.
const DEDUPE_TELEGRAM: i64 = 48 * HOUR;
/// How long all others' keys are kept. Meta delivers again for up to 7 days.
const DEDUPE: i64 = 8 * DAY;
/// How long ids of sent messages are kept: reports about them come late, and again.
const SENT: i64 = 8 * DAY;
/// How long what was set aside is kept.
const DEAD: i64 = 30 * DAY;

/// Removes what is older than it has to be kept.
pub(super) fn sweep(
    transaction: &Transaction<'_>,
    now: Timestamp,
    retention: Retention,
) -> Result<(), Failure> {
    let now = millis(now);
    let payloads = now.saturating_sub(duration_millis(retention.payloads));
    // In these tables the oldest rows come first, so there is no need to look further.
    for (delete, before) in [
        (
            "DELETE FROM sent WHERE id IN (SELECT id FROM sent ORDER BY id LIMIT ?1) AND sent_at < ?2",
            now - SENT,
        ),
        (
            "DELETE FROM dead WHERE id IN (SELECT id FROM dead ORDER BY id LIMIT ?1) AND died_at < ?2",
            now - DEAD,
        ),
        (
            "DELETE FROM payloads
             WHERE number IN (SELECT number FROM payloads ORDER BY number LIMIT ?1) AND created_at < ?2",
            payloads,
        ),
    ] {
        transaction.statement(delete)?.execute([ROWS, before])?;
    }
    sweep_dedupe(transaction, now)
}

/// Forgets whole buckets that were last written long ago.
fn sweep_dedupe(transaction: &Transaction<'_>, now: i64) -> Result<(), Failure> {
    let mut left = ROWS;
    for (account, bucket) in old_buckets(transaction, now)? {
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

fn old_buckets(transaction: &Transaction<'_>, now: i64) -> Result<Vec<(i64, i64)>, Failure> {
    let mut statement = transaction.statement(
        "SELECT b.account, b.bucket FROM dedupe_bucket b JOIN accounts a ON a.id = b.account
         WHERE b.written_at < ?1 - CASE a.platform WHEN 'telegram' THEN ?2 ELSE ?3 END LIMIT ?4",
    )?;
    let buckets = statement
        .query_map(params![now, DEDUPE_TELEGRAM + GRAIN, DEDUPE + GRAIN, ROWS], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    Ok(buckets.collect::<Result<_, _>>()?)
}
