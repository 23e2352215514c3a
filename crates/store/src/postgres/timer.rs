//! Timers: rows of the inbox that are due later.

use tertulia_core::{Event, turn::TimerChange};

use super::{failure::Failure, once, transaction::Transaction};
use crate::rules::time::{millis_not_before, timestamp};

/// Keeps what a turn does with the timers of its conversation.
pub(super) async fn change(
    transaction: &Transaction,
    conversation: i64,
    changes: &[TimerChange],
) -> Result<(), Failure> {
    for change in changes {
        cancel(transaction, conversation, change.key()).await?;
        if let TimerChange::Set { timer, due_at } = change {
            let due_at = millis_not_before(*due_at);
            let event = Event::timer(timer.clone(), timestamp(due_at));
            let event = serde_json::to_string(&event).expect("a timer is made of strings");
            transaction
                .execute(
                    "INSERT INTO inbox (conversation, sort, due_at, timer, event) VALUES ($1, $2, $2, $3, $4)",
                    &[&conversation, &due_at, &timer.key, &event],
                )
                .await?;
        }
    }
    Ok(())
}

async fn cancel(transaction: &Transaction, conversation: i64, key: &str) -> Result<(), Failure> {
    let gone = transaction
        .rows("DELETE FROM inbox WHERE conversation = $1 AND timer = $2 RETURNING id", &[&conversation, &key])
        .await?;
    let gone = gone.iter().map(|row| row.try_get(0)).collect::<Result<Vec<i64>, _>>()?;
    if gone.is_empty() {
        return Ok(());
    }
    // It may have been begun before a crash.
    once::forget(transaction, &gone).await
}
