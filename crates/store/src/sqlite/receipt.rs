//! What platforms tell about messages that were sent.

use rusqlite::{OptionalExtension as _, params};
use tertulia_core::{
    event::Undelivered,
    receipt::{About, Receipt, Status},
};

use super::{
    failure::Failure,
    report::{Report, report},
    settle,
    transaction::Transaction,
};
use crate::{AccountId, Reconciled, rules::time::millis};

/// Keeps what a receipt tells. If it proves that a call was made of which nobody knew, that call is given.
pub(super) fn receive(
    transaction: &Transaction<'_>,
    account: AccountId,
    receipt: &Receipt,
    now: i64,
) -> Result<Option<Reconciled>, Failure> {
    match &receipt.about {
        About::Message { id, reference } => {
            let reconciled = match reference {
                Some(reference) => reconcile(transaction, account, reference, id, now)?,
                None => None,
            };
            advance(transaction, account, id, &receipt.status, now)?;
            Ok(reconciled)
        }
        About::Everything(alias) => {
            let column = match receipt.status {
                Status::Delivered => "delivered_until",
                Status::Read => "read_until",
                _ => return Ok(None),
            };
            transaction
                .statement(&format!(
                    "UPDATE users SET {column} = max(coalesce({column}, 0), ?4)
                     WHERE id = (SELECT user FROM aliases WHERE account = ?1 AND kind = ?2 AND value = ?3)"
                ))?
                .execute(params![account.0, alias.kind, alias.value, millis(receipt.at)])?;
            Ok(None)
        }
        _ => Ok(None),
    }
}

/// A message with this reference is known to the platform: its call was made, whatever we knew of it.
fn reconcile(
    transaction: &Transaction<'_>,
    account: AccountId,
    reference: &str,
    platform_id: &str,
    now: i64,
) -> Result<Option<Reconciled>, Failure> {
    let row: Option<(i64, i64)> = transaction
        .statement("SELECT id, chat FROM outbox WHERE account = ? AND reference = ? ORDER BY id LIMIT 1")?
        .query_row(params![account.0, reference], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((row, chat)) = row else { return Ok(None) };
    settle::sent(transaction, row, Some(platform_id), now)?;
    Ok(Some(Reconciled { account, row, chat }))
}

/// Moves a message on to a status. It never goes back.
fn advance(
    transaction: &Transaction<'_>,
    account: AccountId,
    platform_id: &str,
    status: &Status,
    now: i64,
) -> Result<(), Failure> {
    let conversation: Option<(i64, bool)> = transaction
        .statement(
            "UPDATE sent SET status = ?3 WHERE account = ?1 AND platform_id = ?2 AND status < ?3
             RETURNING conversation, silent",
        )?
        .query_row(params![account.0, platform_id, status.rank()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if let (Some((conversation, false)), Status::Failed(reason)) = (conversation, status) {
        let message = serde_json::json!({ "id": platform_id }).to_string();
        let undelivered = Undelivered { reason: reason.clone(), message };
        report(transaction, conversation, Report::Failed, undelivered, now)?;
    }
    Ok(())
}
