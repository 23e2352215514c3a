//! Which process sends for an account: one at a time, so that messages are in order and limits exact.

use std::collections::BTreeSet;

use super::{failure::Failure, process, transaction::Transaction};
use crate::{AccountId, rules::handover::Handover};

/// The accounts among these that this process sends for, and will until the transaction ends.
pub(super) async fn held(
    transaction: &Transaction,
    accounts: &BTreeSet<i64>,
) -> Result<BTreeSet<i64>, Failure> {
    if accounts.is_empty() {
        return Ok(BTreeSet::new());
    }
    let accounts: Vec<i64> = accounts.iter().copied().collect();
    let held = transaction
        .rows(
            "SELECT account FROM senders WHERE account = ANY($1) AND process = $2 ORDER BY account FOR SHARE",
            &[&accounts, &transaction.process],
        )
        .await?;
    held.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// The same, after taking over those that no living process sends for. Those who do not load their calls at once have to be
/// told that these wait.
pub(super) async fn hold_and_tell(
    transaction: &Transaction,
    handover: &mut Handover,
    accounts: &BTreeSet<i64>,
) -> Result<BTreeSet<i64>, Failure> {
    let before = held(transaction, accounts).await?;
    if before == *accounts {
        return Ok(before);
    }
    let held = hold(transaction, handover, accounts).await?;
    held.difference(&before).for_each(|account| handover.wait(AccountId(*account)));
    Ok(held)
}

/// The same, for who loads their calls.
pub(super) async fn hold(
    transaction: &Transaction,
    handover: &mut Handover,
    accounts: &BTreeSet<i64>,
) -> Result<BTreeSet<i64>, Failure> {
    let mut held = held(transaction, accounts).await?;
    let others: Vec<i64> = accounts.difference(&held).copied().collect();
    if others.is_empty() || !process::is_known(transaction).await? {
        return Ok(held);
    }
    for account in others {
        if take_over(transaction, account).await? {
            handover.taken_over(AccountId(account));
            held.insert(account);
        }
    }
    Ok(held)
}

/// Makes this process the sender, unless there is one. What was given out before waits again; of a call that was under way
/// nobody can tell whether it was made.
async fn take_over(transaction: &Transaction, account: i64) -> Result<bool, Failure> {
    let taken = transaction
        .execute(
            "INSERT INTO senders (account, process) SELECT id, $2 FROM accounts WHERE id = $1
             ON CONFLICT DO NOTHING",
            &[&account, &transaction.process],
        )
        .await?;
    if taken == 0 {
        return Ok(false);
    }
    transaction
        .execute(
            "UPDATE outbox SET state = 0, uncertain = uncertain OR state >= 2 WHERE account = $1 AND state > 0",
            &[&account],
        )
        .await?;
    Ok(true)
}

/// The accounts whose calls wait for this process: because nobody sends for them, or because they were not heard of.
pub(super) async fn waiting(transaction: &Transaction) -> Result<Vec<AccountId>, Failure> {
    let waiting = transaction
        .rows(
            "SELECT a.id FROM accounts a LEFT JOIN senders s ON s.account = a.id
             WHERE CASE WHEN s.process IS NULL THEN EXISTS (SELECT 1 FROM outbox o WHERE o.account = a.id)
                ELSE s.process = $1 AND EXISTS (SELECT 1 FROM outbox o WHERE o.account = a.id AND o.state = 0) END",
            &[&transaction.process],
        )
        .await?;
    waiting.iter().map(|row| Ok(AccountId(row.try_get(0)?))).collect()
}
