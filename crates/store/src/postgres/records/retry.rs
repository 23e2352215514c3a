//! Having something done again.

use super::{
    super::{failure::Failure, report::put_last, transaction::Transaction},
    caretaker::Done,
    hold::{Call, Event, UNDER_WAY},
};
use crate::{
    Queue, Retried,
    rules::revive::{Buried, Revived},
};

/// Has a row done again, as if it came in now.
pub(super) async fn retry(
    transaction: &Transaction,
    queue: Queue,
    number: i64,
    now: i64,
) -> Result<Done<Retried>, Failure> {
    match queue {
        Queue::Inbox => Ok(retry_event(transaction, number, now).await?.into()),
        Queue::Outbox => retry_call(transaction, number).await,
        Queue::Dead => revive(transaction, number, now).await,
    }
}

/// An event that waits after an error waits no longer. One that is just being handled counts as begun for the first time.
async fn retry_event(transaction: &Transaction, number: i64, now: i64) -> Result<Retried, Failure> {
    let Some(Event { conversation, .. }) = Event::lock(transaction, number).await? else {
        return Ok(Retried::Absent);
    };
    transaction
        .execute(
            "UPDATE inbox SET due_at = least(due_at, $2), attempts = 0, errors = 0, last_error = NULL WHERE id = $1",
            &[&number, &now],
        )
        .await?;
    wake(transaction, conversation, now).await?;
    Ok(Retried::Again(Queue::Inbox, number))
}

async fn wake(transaction: &Transaction, conversation: i64, now: i64) -> Result<(), Failure> {
    transaction
        .execute(
            "UPDATE conversations SET wake_at = $2, held_until = NULL WHERE id = $1",
            &[&conversation, &now],
        )
        .await?;
    Ok(())
}

/// A call that waits after an error waits no longer. A bot that has it in memory is given it anew, in its place.
async fn retry_call(transaction: &Transaction, number: i64) -> Result<Done<Retried>, Failure> {
    let Some(call) = Call::lock(transaction, number).await? else { return Ok(Retried::Absent.into()) };
    if call.is_under_way() {
        return Ok(Retried::Impossible(UNDER_WAY.to_owned()).into());
    }
    transaction
        .execute(
            "UPDATE outbox SET not_before = NULL, attempts = 0, last_error = NULL,
                state = CASE WHEN $2 THEN 0 ELSE state END
             WHERE id = $1",
            &[&number, &call.is_given_out()],
        )
        .await?;
    Ok(Done::with_calls_of(Retried::Again(Queue::Outbox, number), call.account))
}

async fn revive(transaction: &Transaction, number: i64, now: i64) -> Result<Done<Retried>, Failure> {
    let Some(buried) = exhume(transaction, number).await? else { return Ok(Retried::Absent.into()) };
    let again = match buried.revive() {
        Ok(Revived::Event { conversation, event, token }) => {
            let Some(number) = put_last(transaction, conversation, false, &event, now).await? else {
                return Err(Failure::met());
            };
            let token = token.as_ref().map(|token| &token[..]).unwrap_or_default();
            transaction
                .execute("UPDATE inbox SET token = nullif($2, ''::bytea) WHERE id = $1", &[&number, &token])
                .await?;
            wake(transaction, conversation, now).await?;
            Done::from(Retried::Again(Queue::Inbox, number))
        }
        Ok(Revived::Call { account, conversation, endpoint, body }) => {
            let call = transaction
                .row(
                    "INSERT INTO outbox (account, chat, conversation, silent, state, wait, created_at, reference,
                        never_twice, endpoint, body)
                     SELECT $1, chat, id, true, 0, 0, $3, '', false, $4, $5 FROM conversations WHERE id = $2
                     RETURNING id",
                    &[&account, &conversation, &now, &endpoint, &body],
                )
                .await?;
            let number = call.ok_or_else(Failure::met)?.try_get(0)?;
            Done::with_calls_of(Retried::Again(Queue::Outbox, number), account)
        }
        Err(impossible) => return Ok(impossible.into()),
    };
    transaction.execute("DELETE FROM dead WHERE id = $1", &[&number]).await?;
    Ok(again)
}

/// What was set aside, with its conversation locked.
async fn exhume(transaction: &Transaction, number: i64) -> Result<Option<Buried>, Failure> {
    let found = transaction.row("SELECT conversation FROM dead WHERE id = $1", &[&number]).await?;
    let Some(found) = found else { return Ok(None) };
    let conversation: Option<i64> = found.try_get(0)?;
    transaction.row("SELECT 1 FROM conversations WHERE id = $1 FOR UPDATE", &[&conversation]).await?;
    let row = transaction
        .row(
            "SELECT d.kind, d.account, c.id, d.body,
                EXISTS (SELECT 1 FROM aliases l WHERE l.person = c.person AND l.kind = 'everyone')
             FROM dead d LEFT JOIN conversations c ON c.id = d.conversation WHERE d.id = $1 FOR UPDATE OF d",
            &[&number],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Buried {
        kind: row.try_get(0)?,
        account: row.try_get(1)?,
        conversation: row.try_get(2)?,
        body: row.try_get(3)?,
        is_shared: row.try_get(4)?,
    }))
}
