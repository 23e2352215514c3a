//! Telling a conversation that a message of its did not arrive.

use tertulia_core::{Event, EventKind};

use super::{failure::Failure, transaction::Transaction};
use crate::rules::time::timestamp;

/// Puts an event about a message into the inbox of its conversation, behind what waits there.
pub(super) async fn report(
    transaction: &Transaction,
    conversation: i64,
    kind: EventKind,
    now: i64,
) -> Result<(), Failure> {
    put_last(transaction, conversation, true, &Event::undelivered(kind, timestamp(now)), now).await?;
    Ok(())
}

/// Puts an event of our own into the inbox of a conversation, behind what waits there. If it is `silent`, nothing tells that
/// what is said about it failed. Gives its number, unless there is no such conversation.
pub(super) async fn put_last(
    transaction: &Transaction,
    conversation: i64,
    silent: bool,
    event: &Event,
    now: i64,
) -> Result<Option<i64>, Failure> {
    let event = match serde_json::to_string(event) {
        Ok(event) => event,
        Err(error) => {
            tracing::error!(conversation, %error, "an event of our own cannot be written");
            return Ok(None);
        }
    };
    // First, so that from here on nothing else comes into the mailbox.
    let found = transaction
        .execute(
            "UPDATE conversations SET in_seq = in_seq + 1,
                wake_at = least(coalesce(wake_at, $2), greatest($2, held_until))
             WHERE id = $1",
            &[&conversation, &now],
        )
        .await?;
    if found == 0 {
        return Ok(None);
    }
    let number = transaction
        .row(
            "INSERT INTO inbox (conversation, sort, due_at, own, event)
             VALUES ($1, coalesce((SELECT max(sort) FROM inbox WHERE conversation = $1 AND timer IS NULL), 0),
                $2, $4, $3) RETURNING id",
            &[&conversation, &now, &event, &silent],
        )
        .await?;
    Ok(number.map(|row| row.try_get(0)).transpose()?)
}
