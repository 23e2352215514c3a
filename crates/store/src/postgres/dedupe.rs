//! What came in before.

use std::collections::HashSet;

use super::{failure::Failure, transaction::Transaction};
use crate::rules::{mail::Mail, retention::GRAIN, time::millis};

/// Remembers events. Tells of each whether it is new.
pub(super) async fn remember(transaction: &Transaction, mails: &[&Mail]) -> Result<Vec<bool>, Failure> {
    let accounts: Vec<i64> = mails.iter().map(|mail| mail.arrival.account.0).collect();
    let buckets: Vec<i64> = mails.iter().map(|mail| mail.arrival.incoming.dedupe.bucket).collect();
    let keys: Vec<&[u8]> = mails.iter().map(|mail| &*mail.arrival.incoming.dedupe.key).collect();
    let times: Vec<i64> = mails.iter().map(|mail| millis(mail.arrival.at)).collect();
    // In one order for everybody, so that no two wait for each other.
    let new = transaction
        .rows(
            "WITH came AS (
                SELECT account, bucket, key, max(at) AS at
                FROM unnest($1::bigint[], $2::bigint[], $3::bytea[], $4::bigint[]) came (account, bucket, key, at)
                GROUP BY account, bucket, key ORDER BY account, bucket, key
             ), new AS (
                INSERT INTO dedupe (account, bucket, key) SELECT account, bucket, key FROM came
                ON CONFLICT DO NOTHING RETURNING account, bucket, key
             ), written AS (
                INSERT INTO dedupe_bucket AS old (account, bucket, written_at)
                SELECT account, bucket, max(at) FROM new JOIN came USING (account, bucket, key)
                GROUP BY account, bucket ORDER BY account, bucket
                ON CONFLICT (account, bucket) DO UPDATE SET written_at = excluded.written_at
                    WHERE old.written_at < excluded.written_at - $5
             )
             SELECT account, bucket, key FROM new",
            &[&accounts, &buckets, &keys, &times, &GRAIN],
        )
        .await?;
    let mut new = new
        .iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get::<_, Vec<u8>>(2)?)))
        .collect::<Result<HashSet<(i64, i64, Vec<u8>)>, Failure>>()?;
    // Of two with the same key in one batch the first is new.
    Ok((0..mails.len()).map(|at| new.remove(&(accounts[at], buckets[at], keys[at].to_vec()))).collect())
}
