//! Having something done again.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};
use tertulia_core::{Event, payload::token_of};

use super::{
    super::{failure::Failure, report::put_last, time::millis, transaction::Transaction},
    busy,
};
use crate::{AccountId, Queue, Retried};

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

/// What was set aside.
struct Buried {
    kind: String,
    account: Option<i64>,
    conversation: Option<i64>,
    is_shared: bool,
    body: Vec<u8>,
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
    let outcome = match (&*buried.kind, buried.conversation) {
        ("letter", _) => {
            impossible("what could not be read is no event, and the platform has to send it again")
        }
        (_, None) => impossible("the conversation that it was for is not known any more"),
        ("event", Some(_)) if buried.is_shared => {
            impossible("in a group's shared conversation it is not known any more who sent it")
        }
        ("event", Some(conversation)) => revive_event(transaction, conversation, &buried.body, now)?,
        (_, Some(conversation)) => revive_call(transaction, conversation, &buried, now)?,
    };
    if matches!(outcome, Retried::Again(..)) {
        transaction.statement("DELETE FROM dead WHERE id = ?")?.execute([number])?;
    }
    Ok(outcome)
}

fn impossible(why: &str) -> Retried {
    Retried::Impossible(why.to_owned())
}

fn revive_event(
    transaction: &Transaction<'_>,
    conversation: i64,
    body: &[u8],
    now: i64,
) -> Result<Retried, Failure> {
    let event: Event = match serde_json::from_slice(body) {
        Ok(event) => event,
        Err(error) => {
            return Ok(impossible(&format!("this version of the bot cannot read the event: {error}")));
        }
    };
    put_last(transaction, conversation, false, &event, now)?;
    let number = transaction.connection.last_insert_rowid();
    let token = event.payload().and_then(token_of);
    transaction.statement("UPDATE inbox SET token = ?2 WHERE id = ?1")?.execute(params![number, token])?;
    wake(transaction, conversation, now)?;
    Ok(Retried::Again(Queue::Inbox, number))
}

fn revive_call(
    transaction: &Transaction<'_>,
    conversation: i64,
    buried: &Buried,
    now: i64,
) -> Result<Retried, Failure> {
    let text = String::from_utf8_lossy(&buried.body);
    let Some((endpoint, body)) = text.split_once('\n') else { return Ok(impossible("it is no whole call")) };
    if !serde_json::from_str::<serde_json::Value>(body).is_ok_and(|body| body.is_object()) {
        return Ok(impossible("its body is no JSON object"));
    }
    // So are the places of files called (`program/enclose.rs`), and with the call it was forgotten which ones they were.
    if body.contains("\"file-") {
        return Ok(impossible("the file that it showed is not known any more"));
    }
    let number = transaction
        .statement(
            "INSERT INTO outbox (account, chat, conversation, silent, state, wait, created_at, reference, ambiguity,
                endpoint, body)
             SELECT ?1, chat, id, 1, 0, 0, ?3, '', 0, ?4, ?5 FROM conversations WHERE id = ?2",
        )?
        .insert(params![buried.account, conversation, now, endpoint, body])?;
    if let Some(account) = buried.account {
        transaction.handover.borrow_mut().wait(AccountId(account));
    }
    Ok(Retried::Again(Queue::Outbox, number))
}
