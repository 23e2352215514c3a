//! Our numbers of accounts.

use tertulia_core::Platform;

use super::{failure::Failure, transaction::Transaction};
use crate::AccountId;

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
    Ok(numbers)
}
