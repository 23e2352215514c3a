//! Calls that wait to be made.

use rusqlite::{Row, params};
use serde_json::value::RawValue;
use tertulia_core::{
    Call,
    turn::{Ambiguity, OutgoingCall},
};

use super::{
    dead,
    failure::Failure,
    time::{duration, duration_millis, timestamp},
    transaction::Transaction,
};
use crate::{AccountId, OutboxRow};

/// Where calls come from and go to.
pub(super) struct Origin {
    /// The account that makes them.
    pub(super) account: AccountId,
    /// The chat they go to.
    pub(super) chat: i64,
    /// The conversation they were made in.
    pub(super) conversation: i64,
    /// Whether no event tells that they failed.
    pub(super) silent: bool,
}

/// Adds the calls of a turn, in order.
pub(super) fn push(
    transaction: &Transaction<'_>,
    origin: &Origin,
    calls: &[OutgoingCall],
    now: i64,
) -> Result<(), Failure> {
    if calls.is_empty() {
        return Ok(());
    }
    let mut statement = transaction.statement(
        "INSERT INTO outbox
            (account, chat, conversation, silent, wait, created_at, reference, ambiguity, endpoint, body)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for OutgoingCall { wait, call, reference, ambiguity } in calls {
        let Origin { account, chat, conversation, silent } = origin;
        let wait = duration_millis(*wait);
        statement.execute(params![
            account.0,
            chat,
            conversation,
            silent,
            wait,
            now,
            reference,
            *ambiguity == Ambiguity::MaybeNever,
            call.endpoint,
            call.body.get()
        ])?;
    }
    Ok(())
}

/// Gives out waiting calls of an account, in order.
pub(super) fn load(
    transaction: &Transaction<'_>,
    account: AccountId,
    limit: usize,
) -> Result<Vec<OutboxRow>, Failure> {
    let mut rows = Vec::new();
    let mut last = None;
    let mut broken = Vec::new();
    let mut statement = transaction.statement(
        "SELECT o.id, o.chat, h.native, o.wait, o.not_before, o.attempts, o.created_at,
                o.endpoint, o.body, o.reference, o.ambiguity, o.uncertain
         FROM outbox o JOIN chats h ON h.id = o.chat
         WHERE o.account = ? AND o.state = 0 ORDER BY o.id LIMIT ?",
    )?;
    let mut waiting = statement.query(params![account.0, i64::try_from(limit).unwrap_or(i64::MAX)])?;
    while let Some(row) = waiting.next()? {
        let id: i64 = row.get(0)?;
        last = Some(id);
        match RawValue::from_string(row.get(8)?) {
            Ok(body) => rows.push(read(row, body)?),
            Err(error) => broken.push((id, row.get(6)?, error)),
        }
    }
    if let Some(last) = last {
        transaction
            .statement("UPDATE outbox SET state = 1 WHERE account = ? AND state = 0 AND id <= ?")?
            .execute([account.0, last])?;
    }
    for (id, created, error) in broken {
        tracing::error!(outbox = id, %error, "a call in the outbox cannot be read and is set aside");
        dead::bury_call(transaction, id, created, &format!("the call cannot be read: {error}"))?;
    }
    Ok(rows)
}

/// Notes that calls are about to be made.
pub(super) fn mark_dispatching(transaction: &Transaction<'_>, rows: &[i64]) -> Result<(), Failure> {
    let mut statement = transaction.statement("UPDATE outbox SET state = 2 WHERE id = ?")?;
    for row in rows {
        statement.execute([row])?;
    }
    Ok(())
}

fn read(row: &Row<'_>, body: Box<RawValue>) -> rusqlite::Result<OutboxRow> {
    Ok(OutboxRow {
        id: row.get(0)?,
        chat: row.get(1)?,
        group: row.get::<_, String>(2)?.strip_prefix('g').map(str::to_owned),
        call: Call { endpoint: row.get(7)?, body },
        wait: duration(row.get(3)?),
        not_before: row.get::<_, Option<i64>>(4)?.map(timestamp),
        attempts: row.get(5)?,
        created: timestamp(row.get(6)?),
        reference: row.get(9)?,
        ambiguity: if row.get(10)? { Ambiguity::MaybeNever } else { Ambiguity::MaybeTwice },
        uncertain: row.get(11)?,
    })
}
