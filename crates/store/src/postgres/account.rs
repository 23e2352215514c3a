//! Our numbers of accounts.

use jiff::Timestamp;
use tertulia_core::Platform;

use super::{failure::Failure, transaction::Transaction};
use crate::{AccountId, rules::time::millis};

/// The numbers of these accounts, new ones if need be.
pub(super) async fn number(
    transaction: &Transaction,
    accounts: &[(Platform, String)],
) -> Result<Vec<AccountId>, Failure> {
    let find = "SELECT id FROM accounts WHERE platform = $1 AND native = $2";
    let mut numbers = Vec::with_capacity(accounts.len());
    for (platform, native) in accounts {
        transaction.shared.platforms.learn(*platform);
        let mut found = transaction.row(find, &[&platform.as_str(), native]).await?;
        if found.is_none() {
            // Another process may do the same.
            let insert = "INSERT INTO accounts (platform, native) VALUES ($1, $2) ON CONFLICT DO NOTHING";
            transaction.execute(insert, &[&platform.as_str(), native]).await?;
            found = transaction.row(find, &[&platform.as_str(), native]).await?;
        }
        let found = found.ok_or_else(Failure::met)?;
        numbers.push(AccountId(found.try_get(0)?));
    }
    transaction.shared.own_accounts.add(&numbers);
    Ok(numbers)
}

/// The accounts that are not this process's and have had something due since before that time.
pub(super) async fn unserved(
    transaction: &Transaction,
    since: Timestamp,
) -> Result<Vec<(String, String)>, Failure> {
    let Some(own) = transaction.shared.own_accounts.all() else { return Ok(Vec::new()) };
    let own: Vec<i64> = own.into_iter().map(|account| account.0).collect();
    let unserved = transaction
        .rows(
            "SELECT platform, native FROM accounts a WHERE id <> ALL($1) AND EXISTS (SELECT 1 FROM conversations c
                WHERE c.account = a.id AND c.owner IS NULL AND c.wake_at IS NOT NULL AND c.wake_at <= $2)
             ORDER BY id",
            &[&own, &millis(since)],
        )
        .await?;
    unserved.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}
