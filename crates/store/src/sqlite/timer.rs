//! Timers: rows of the inbox that are due later.

use rusqlite::params;
use tertulia_core::{Event, turn::TimerChange};

use super::{failure::Failure, once, transaction::Transaction};
use crate::rules::time::{millis_not_before, timestamp};

/// Keeps what a turn does with the timers of its conversation.
pub(super) fn change(
    transaction: &Transaction<'_>,
    conversation: i64,
    changes: &[TimerChange],
) -> Result<(), Failure> {
    for change in changes {
        cancel(transaction, conversation, change.key())?;
        if let TimerChange::Set { timer, due_at } = change {
            let due_at = millis_not_before(*due_at);
            let event = Event::timer(timer.clone(), timestamp(due_at));
            let event = serde_json::to_string(&event).expect("a timer is made of strings");
            transaction
                .statement(
                    "INSERT INTO inbox (conversation, sort, due_at, timer, event) VALUES (?1, ?2, ?2, ?3, ?4)",
                )?
                .execute(params![conversation, due_at, timer.key, event])?;
        }
    }
    Ok(())
}

fn cancel(transaction: &Transaction<'_>, conversation: i64, key: &str) -> Result<(), Failure> {
    let mut statement =
        transaction.statement("DELETE FROM inbox WHERE conversation = ? AND timer = ? RETURNING id")?;
    let gone = statement.query_map(params![conversation, key], |row| row.get(0))?;
    for inbox in gone.collect::<Result<Vec<i64>, _>>()? {
        // It may have been begun before a crash.
        once::forget(transaction, inbox)?;
    }
    Ok(())
}
