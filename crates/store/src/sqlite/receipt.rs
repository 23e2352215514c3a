//! What platforms tell about messages that were sent.

use rusqlite::{OptionalExtension as _, params};
use tertulia_core::{
    EventKind,
    event::Undelivered,
    receipt::{About, Receipt, Status},
};

use super::{failure::Failure, report::report, settle, transaction::Transaction};
use crate::{AccountId, Reconciled, rules::time::millis};

/// What a receipt told that was not known.
#[derive(Default)]
pub(super) struct News {
    /// The call that it proves was made.
    pub(super) reconciled: Option<Reconciled>,
    /// Whether the message arrived.
    pub(super) arrived: bool,
}

/// Keeps what a receipt tells.
pub(super) fn receive(
    transaction: &Transaction<'_>,
    account: AccountId,
    receipt: &Receipt,
    now: i64,
) -> Result<News, Failure> {
    match &receipt.about {
        About::Message { id, reference } => {
            let reconciled = match reference {
                Some(reference) => reconcile(transaction, account, reference, id, now)?,
                None => None,
            };
            let arrived = advance(transaction, account, id, &receipt.status, now)?;
            Ok(News { reconciled, arrived })
        }
        About::Everything(alias) => {
            let column = match receipt.status {
                Status::Delivered => "delivered_until",
                Status::Read => "read_until",
                _ => return Ok(News::default()),
            };
            transaction
                .statement(&format!(
                    "UPDATE users SET {column} = max(coalesce({column}, 0), ?4)
                     WHERE id = (SELECT user FROM aliases WHERE account = ?1 AND kind = ?2 AND value = ?3)"
                ))?
                .execute(params![account.0, alias.kind, alias.value, millis(receipt.at)])?;
            Ok(News::default())
        }
        _ => Ok(News::default()),
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

/// Moves a message on to a status. It never goes back. Tells whether it is known to have arrived by that.
fn advance(
    transaction: &Transaction<'_>,
    account: AccountId,
    platform_id: &str,
    status: &Status,
    now: i64,
) -> Result<bool, Failure> {
    let rank = status.rank();
    let behind: Option<(i64, bool, u8)> = transaction
        .statement(
            "SELECT conversation, silent, status FROM sent
             WHERE account = ? AND platform_id = ? AND status < ? ORDER BY id LIMIT 1",
        )?
        .query_row(params![account.0, platform_id, rank], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((conversation, silent, before)) = behind else { return Ok(false) };
    transaction
        .statement("UPDATE sent SET status = ?3 WHERE account = ?1 AND platform_id = ?2 AND status < ?3")?
        .execute(params![account.0, platform_id, rank])?;
    if let (false, Status::Failed(reason)) = (silent, status) {
        let message = serde_json::json!({ "id": platform_id }).to_string();
        let undelivered = Undelivered { reason: reason.clone(), message };
        report(transaction, conversation, EventKind::DeliveryFailed(undelivered), now)?;
    }
    let arrived = Status::Delivered.rank();
    Ok(before < arrived && rank >= arrived)
}
