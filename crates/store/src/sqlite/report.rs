//! Telling a conversation that a message of its did not arrive.

use jiff::Timestamp;
use rusqlite::params;
use tertulia_core::{Event, EventKind, event::Undelivered};

use super::{failure::Failure, transaction::Transaction};
use crate::rules::time::timestamp;

/// What is told.
#[derive(Clone, Copy)]
pub(super) enum Report {
    Failed,
    Unknown,
}

/// Puts an event about a message into the inbox of its conversation, behind what waits there.
pub(super) fn report(
    transaction: &Transaction<'_>,
    conversation: i64,
    report: Report,
    undelivered: Undelivered,
    now: i64,
) -> Result<(), Failure> {
    let at: Timestamp = timestamp(now);
    let kind = match report {
        Report::Failed => EventKind::DeliveryFailed(undelivered),
        Report::Unknown => EventKind::DeliveryUnknown(undelivered),
    };
    let event = match serde_json::to_string(&Event::undelivered(kind, at)) {
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
                    ?2, 1, ?3
             WHERE EXISTS (SELECT 1 FROM conversations WHERE id = ?1)",
        )?
        .execute(params![conversation, now, event])?;
    transaction
        .statement(
            "UPDATE conversations SET in_seq = in_seq + 1,
                wake_at = min(coalesce(wake_at, ?2), max(?2, coalesce(held_until, ?2)))
             WHERE id = ?1",
        )?
        .execute([conversation, now])?;
    Ok(())
}
