//! What platforms tell about messages that were sent.

use tertulia_core::{
    EventKind,
    event::Undelivered,
    receipt::{About, Receipt, Status},
};

use super::{failure::Failure, report::report, settle::sent, transaction::Transaction};
use crate::{AccountId, Received, Reconciled, rules::time::millis};

/// Keeps what receipts tell.
pub(super) async fn receive(
    transaction: &Transaction,
    receipts: &[(AccountId, Receipt)],
    now: i64,
) -> Result<Received, Failure> {
    let mut received = Received::default();
    for (place, (account, receipt)) in receipts.iter().enumerate() {
        match &receipt.about {
            About::Message { id, reference } => {
                if let Some(reference) = reference {
                    received.reconciled.extend(reconcile(transaction, *account, reference, id, now).await?);
                }
                let arrived = advance(transaction, *account, id, &receipt.status, now).await?;
                received.arrived.extend(arrived.then_some(place));
            }
            About::Everything(alias) => {
                let column = match receipt.status {
                    Status::Delivered => "delivered_until",
                    Status::Read => "read_until",
                    _ => continue,
                };
                let sql = format!(
                    "UPDATE users SET {column} = greatest({column}, $4, 0)
                     WHERE id = (SELECT person FROM aliases WHERE account = $1 AND kind = $2 AND value = $3)"
                );
                let kind: &str = &alias.kind;
                transaction.execute(&sql, &[&account.0, &kind, &alias.value, &millis(receipt.at)]).await?;
            }
            _ => {}
        }
    }
    Ok(received)
}

/// A message with this reference is known to the platform: its call was made, whatever we knew of it.
async fn reconcile(
    transaction: &Transaction,
    account: AccountId,
    reference: &str,
    platform_id: &str,
    now: i64,
) -> Result<Option<Reconciled>, Failure> {
    let row = transaction
        .row(
            "SELECT id, chat FROM outbox WHERE account = $1 AND reference = $2 ORDER BY id LIMIT 1 FOR UPDATE",
            &[&account.0, &reference],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    let (row, chat) = (row.try_get(0)?, row.try_get(1)?);
    sent(transaction, &[(row, Some(platform_id), now)]).await?;
    Ok(Some(Reconciled { account, row, chat }))
}

/// Moves a message on to a status. It never goes back. Tells whether it is known to have arrived by that.
async fn advance(
    transaction: &Transaction,
    account: AccountId,
    platform_id: &str,
    status: &Status,
    now: i64,
) -> Result<bool, Failure> {
    let rank = i64::from(status.rank());
    let behind = transaction
        .row(
            "SELECT conversation, silent, status FROM sent
             WHERE account = $1 AND platform_id = $2 AND status < $3 ORDER BY id LIMIT 1 FOR UPDATE",
            &[&account.0, &platform_id, &rank],
        )
        .await?;
    let Some(behind) = behind else { return Ok(false) };
    let (conversation, silent, before): (i64, bool, i64) =
        (behind.try_get(0)?, behind.try_get(1)?, behind.try_get(2)?);
    transaction
        .execute(
            "UPDATE sent SET status = $3 WHERE account = $1 AND platform_id = $2 AND status < $3",
            &[&account.0, &platform_id, &rank],
        )
        .await?;
    if let (false, Status::Failed(reason)) = (silent, status) {
        let message = serde_json::json!({ "id": platform_id }).to_string();
        let undelivered = Undelivered { reason: reason.clone(), message };
        report(transaction, conversation, EventKind::DeliveryFailed(undelivered), now).await?;
    }
    let arrived = i64::from(Status::Delivered.rank());
    Ok(before < arrived && rank >= arrived)
}
