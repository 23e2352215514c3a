//! Our numbers of accounts, and of the runs of the process.

use rusqlite::{Connection, params};
use tertulia_core::Platform;

use super::{failure::Failure, transaction::Transaction};
use crate::{AccountId, StoreError};

/// The numbers of these accounts, new ones if need be.
pub(super) fn number(
    transaction: &Transaction<'_>,
    accounts: &[(Platform, String)],
) -> Result<Vec<AccountId>, Failure> {
    let mut statement = transaction.statement(
        "INSERT INTO accounts (platform, native) VALUES (?1, ?2)
         ON CONFLICT (platform, native) DO UPDATE SET native = excluded.native
         RETURNING id",
    )?;
    let mut numbers = Vec::with_capacity(accounts.len());
    for (platform, native) in accounts {
        transaction.platforms.learn(*platform);
        numbers.push(AccountId(statement.query_row(params![platform.as_str(), native], |row| row.get(0))?));
    }
    transaction.own_accounts.add(&numbers);
    Ok(numbers)
}

/// The accounts that are not this process's and have had something due since before that time.
pub(super) fn unserved(transaction: &Transaction<'_>, since: i64) -> Result<Vec<(String, String)>, Failure> {
    let Some(own) = transaction.own_accounts.all() else { return Ok(Vec::new()) };
    let mut statement = transaction.statement(
        "SELECT id, platform, native FROM accounts a WHERE EXISTS (SELECT 1 FROM conversations c
            WHERE c.account = a.id AND c.owner IS NULL AND c.wake_at IS NOT NULL AND c.wake_at <= ?)
         ORDER BY id",
    )?;
    let waiting =
        statement.query_map([since], |row| Ok((AccountId(row.get(0)?), (row.get(1)?, row.get(2)?))))?;
    let unserved = waiting.filter(|waiting| !matches!(waiting, Ok((account, _)) if own.contains(account)));
    Ok(unserved.map(|waiting| waiting.map(|(_, name)| name)).collect::<Result<_, _>>()?)
}

/// Begins a run: frees everything the last one had in its hands. Returns the number of this run.
pub(super) fn begin_run(connection: &Connection) -> Result<i64, StoreError> {
    let begin = || -> rusqlite::Result<i64> {
        let transaction = connection.unchecked_transaction()?;
        let run = transaction.query_row(
            "INSERT INTO meta (key, value) VALUES ('run', 1)
             ON CONFLICT (key) DO UPDATE SET value = value + 1
             RETURNING value",
            [],
            |row| row.get(0),
        )?;
        transaction.execute(
            "UPDATE conversations SET owner = NULL, fence = fence + 1, wake_at = 0 WHERE owner IS NOT NULL",
            [],
        )?;
        transaction.execute(
            "UPDATE outbox SET state = 0, uncertain = max(uncertain, state >= 2) WHERE state > 0",
            [],
        )?;
        transaction.commit()?;
        Ok(run)
    };
    begin().map_err(|error| Failure::from(error).into())
}
