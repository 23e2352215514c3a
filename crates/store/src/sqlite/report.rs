//! Telling a conversation that a message of its did not arrive.

use rusqlite::params;
use tertulia_core::{Event, EventKind};

use super::{failure::Failure, transaction::Transaction};
use crate::rules::time::timestamp;

/// Puts an event about a message into the inbox of its conversation, behind what waits there.
pub(super) fn report(
    transaction: &Transaction<'_>,
    conversation: i64,
    kind: EventKind,
    now: i64,
) -> Result<(), Failure> {
    put_last(transaction, conversation, true, &Event::undelivered(kind, timestamp(now)), now)
}

/// Puts an event of our own into the inbox of a conversation, behind what waits there. If it is `silent`, nothing tells that
/// what is said about it failed.
pub(super) fn put_last(
    transaction: &Transaction<'_>,
    conversation: i64,
    silent: bool,
    event: &Event,
    now: i64,
) -> Result<(), Failure> {
    let event = match serde_json::to_string(event) {
        Ok(event) => event,
        Err(error) => {
            tracing::error!(conversation, %error, "an event of our own cannot be written");
            return Ok(());
        }
    };
    transaction
        .statement(
            "INSERT INTO inbox (conversation, sort, due_at, own, event)
             SELECT ?1, coalesce((SELECT max(sort) FROM inbox WHERE conversation = ?1 AND timer IS NULL), 0),
                    ?2, ?4, ?3
             WHERE EXISTS (SELECT 1 FROM conversations WHERE id = ?1)",
        )?
        .execute(params![conversation, now, event, silent])?;
    transaction
        .statement(
            "UPDATE conversations SET in_seq = in_seq + 1,
                wake_at = min(coalesce(wake_at, ?2), max(?2, coalesce(held_until, ?2)))
             WHERE id = ?1",
        )?
        .execute([conversation, now])?;
    Ok(())
}
