//! Removing something from a queue.

use rusqlite::OptionalExtension as _;

use super::{
    super::{failure::Failure, transaction::Transaction},
    busy,
    retry::wake,
};
use crate::{AccountId, Discarded, Queue};

/// Removes a row, unless it is a call that is under way.
pub(super) fn discard(
    transaction: &Transaction<'_>,
    queue: Queue,
    number: i64,
) -> Result<Discarded, Failure> {
    match queue {
        Queue::Inbox => discard_event(transaction, number),
        Queue::Outbox => discard_call(transaction, number),
        Queue::Dead => {
            let removed = transaction.statement("DELETE FROM dead WHERE id = ?")?.execute([number])?;
            Ok(if removed == 0 { Discarded::Absent } else { Discarded::Gone })
        }
    }
}

/// Removes an event. What waited for it waits no longer; if it is just being handled, what its turn leaves behind is not kept.
fn discard_event(transaction: &Transaction<'_>, number: i64) -> Result<Discarded, Failure> {
    let is_handled = busy::is_handled(transaction, number)?;
    transaction.statement("DELETE FROM once WHERE inbox = ?")?.execute([number])?;
    let conversation: Option<i64> = transaction
        .statement("DELETE FROM inbox WHERE id = ? RETURNING conversation")?
        .query_row([number], |row| row.get(0))
        .optional()?;
    let Some(conversation) = conversation else { return Ok(Discarded::Absent) };
    if is_handled {
        transaction
            .statement("UPDATE conversations SET owner = NULL, fence = fence + 1 WHERE id = ?")?
            .execute([conversation])?;
    }
    wake(transaction, conversation, 0)?;
    Ok(Discarded::Gone)
}

/// Removes a call, and tells who was to make it.
fn discard_call(transaction: &Transaction<'_>, number: i64) -> Result<Discarded, Failure> {
    if busy::is_under_way(transaction, number)? {
        return Ok(Discarded::Impossible(busy::UNDER_WAY.to_owned()));
    }
    let place: Option<(i64, i64)> = transaction
        .statement("DELETE FROM outbox WHERE id = ? RETURNING account, chat")?
        .query_row([number], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((account, chat)) = place else { return Ok(Discarded::Absent) };
    transaction.handover.borrow_mut().gone(AccountId(account), chat, number);
    Ok(Discarded::Gone)
}
