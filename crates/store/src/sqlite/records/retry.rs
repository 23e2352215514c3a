//! Having something done again.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::{
    super::{failure::Failure, report::put_last, time::millis, transaction::Transaction},
    busy,
};
use crate::{
    AccountId, Queue, Retried,
    rules::revive::{Buried, Revived},
};

/// Has a row done again, as if it came in now.
pub(super) fn retry(
    transaction: &Transaction<'_>,
    queue: Queue,
    number: i64,
    now: Timestamp,
) -> Result<Retried, Failure> {
    match queue {
        Queue::Inbox => retry_event(transaction, number, millis(now)),
        Queue::Outbox => retry_call(transaction, number),
        Queue::Dead => revive(transaction, number, millis(now)),
    }
}

/// An event that waits after an error waits no longer.
fn retry_event(transaction: &Transaction<'_>, number: i64, now: i64) -> Result<Retried, Failure> {
    if busy::is_handled(transaction, number)? {
        return Ok(impossible(busy::HANDLED));
    }
    let conversation: Option<i64> = transaction
        .statement(
            "UPDATE inbox SET due_at = min(due_at, ?2), attempts = 0, errors = 0, last_error = NULL WHERE id = ?1
             RETURNING conversation",
        )?
        .query_row([number, now], |row| row.get(0))
        .optional()?;
    let Some(conversation) = conversation else { return Ok(Retried::Absent) };
    wake(transaction, conversation, now)?;
    Ok(Retried::Again(Queue::Inbox, number))
}

/// Has a conversation looked at that nobody handles, and ends its waiting for an event that failed.
pub(super) fn wake(transaction: &Transaction<'_>, conversation: i64, now: i64) -> Result<(), Failure> {
    transaction
        .statement("UPDATE conversations SET wake_at = ?2, held_until = NULL WHERE id = ?1")?
        .execute([conversation, now])?;
    Ok(())
}

/// A call that was put off waits no longer. If it was given out, it is given out anew, as it is now.
fn retry_call(transaction: &Transaction<'_>, number: i64) -> Result<Retried, Failure> {
    if busy::is_under_way(transaction, number)? {
        return Ok(impossible(busy::UNDER_WAY));
    }
    if busy::is_in_doubt(transaction, number)? {
        return Ok(impossible("it may have been sent, and whether it was is being found out"));
    }
    let account: Option<i64> = transaction
        .statement(
            "UPDATE outbox SET not_before = NULL, attempts = 0, last_error = NULL, state = iif(state = 1, 0, state)
             WHERE id = ? RETURNING account",
        )?
        .query_row([number], |row| row.get(0))
        .optional()?;
    let Some(account) = account else { return Ok(Retried::Absent) };
    transaction.handover.borrow_mut().wait(AccountId(account));
    Ok(Retried::Again(Queue::Outbox, number))
}

fn revive(transaction: &Transaction<'_>, number: i64, now: i64) -> Result<Retried, Failure> {
    let buried = transaction
        .statement(
            "SELECT d.kind, d.account, c.id, d.body,
                EXISTS (SELECT 1 FROM aliases l WHERE l.user = c.user AND l.kind = 'everyone')
             FROM dead d LEFT JOIN conversations c ON c.id = d.conversation WHERE d.id = ?",
        )?
        .query_row([number], |row| {
            let (kind, account, conversation) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(Buried { kind, account, conversation, body: row.get(3)?, is_shared: row.get(4)? })
        })
        .optional()?;
    let Some(buried) = buried else { return Ok(Retried::Absent) };
    let again = match buried.revive() {
        Ok(Revived::Event { conversation, event, token }) => {
            put_last(transaction, conversation, false, &event, now)?;
            let number = transaction.connection.last_insert_rowid();
            transaction
                .statement("UPDATE inbox SET token = ?2 WHERE id = ?1")?
                .execute(params![number, token])?;
            wake(transaction, conversation, now)?;
            Retried::Again(Queue::Inbox, number)
        }
        Ok(Revived::Call { account, conversation, endpoint, body }) => {
            let number = transaction
                .statement(
                    "INSERT INTO outbox (account, chat, conversation, silent, state, wait, created_at, reference,
                        ambiguity, endpoint, body)
                     SELECT ?1, chat, id, 1, 0, 0, ?3, '', 0, ?4, ?5 FROM conversations WHERE id = ?2",
                )?
                .insert(params![account, conversation, now, endpoint, body])?;
            transaction.handover.borrow_mut().wait(AccountId(account));
            Retried::Again(Queue::Outbox, number)
        }
        Err(impossible) => return Ok(impossible),
    };
    transaction.statement("DELETE FROM dead WHERE id = ?")?.execute([number])?;
    Ok(again)
}

fn impossible(why: &str) -> Retried {
    Retried::Impossible(why.to_owned())
}
