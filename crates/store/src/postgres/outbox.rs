//! Calls that wait to be made.

use std::collections::BTreeSet;

use serde_json::value::RawValue;
use tertulia_core::{Call, file::CallFile, turn::Ambiguity};
use tokio_postgres::Row;

use super::{dead, failure::Failure, sender, transaction::Transaction};
use crate::{
    AccountId, OutboxRow,
    rules::{
        chat::group_of,
        handover::Handover,
        time::{duration, timestamp},
    },
};

/// How far a call is.
pub(super) const WAITING: i64 = 0;
pub(super) const GIVEN_OUT: i64 = 1;
pub(super) const DISPATCHING: i64 = 2;

/// How many calls are given out at once.
const PORTION: usize = 1024;

/// Gives out waiting calls of an account, in order: none if another process sends for it.
pub(super) async fn load(
    transaction: &Transaction,
    handover: &mut Handover,
    account: AccountId,
    limit: usize,
) -> Result<Vec<OutboxRow>, Failure> {
    if !sender::hold(transaction, handover, &BTreeSet::from([account.0])).await?.contains(&account.0) {
        return Ok(Vec::new());
    }
    let (mut rows, mut count) = (Vec::new(), 0);
    loop {
        let wanted = (limit - count).min(PORTION);
        let found = give_out(transaction, account, wanted).await?;
        count += found.len();
        let all = found.len() < wanted;
        for row in &found {
            match read(row) {
                Ok(row) => rows.push(row),
                Err(Unread::Row(failure)) => return Err(failure),
                Err(Unread::Json(error)) => {
                    let (id, created): (i64, i64) = (row.try_get(0)?, row.try_get(6)?);
                    tracing::error!(outbox = id, %error, "a call in the outbox cannot be read and is set aside");
                    let reason = format!("the call cannot be read: {error}");
                    dead::bury_call(transaction, id, created, &reason).await?;
                }
            }
        }
        if all || count == limit {
            handover.loaded(account, all);
            return Ok(rows);
        }
    }
}

async fn give_out(transaction: &Transaction, account: AccountId, limit: usize) -> Result<Vec<Row>, Failure> {
    let rows = transaction.rows(&waiting_sql(limit), &[&account.0]).await?;
    let ids = rows.iter().map(|row| row.try_get(0)).collect::<Result<Vec<i64>, _>>()?;
    if !ids.is_empty() {
        transaction.execute("UPDATE outbox SET state = 1 WHERE id = ANY($1)", &[&ids]).await?;
    }
    Ok(rows)
}

pub(super) fn waiting_sql(limit: usize) -> String {
    format!(
        "SELECT o.id, o.chat, h.native, o.wait, o.not_before, o.attempts, o.created_at,
            o.endpoint, o.body, o.reference, o.never_twice, o.uncertain, o.about, o.named, o.files,
            o.instead_endpoint, o.instead_body
         FROM (SELECT * FROM outbox WHERE account = $1 AND state = 0 ORDER BY id LIMIT {limit} FOR UPDATE) o
         JOIN chats h ON h.id = o.chat ORDER BY o.id"
    )
}

/// Why a row is no call.
enum Unread {
    Row(Failure),
    Json(serde_json::Error),
}

impl From<tokio_postgres::Error> for Unread {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Row(error.into())
    }
}

impl From<serde_json::Error> for Unread {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

fn read(row: &Row) -> Result<OutboxRow, Unread> {
    let body = RawValue::from_string(row.try_get(8)?)?;
    let files = row.try_get::<_, Option<&str>>(14)?.map(serde_json::from_str::<Vec<CallFile>>).transpose()?;
    let instead = match row.try_get::<_, Option<String>>(16)? {
        Some(body) => Some(Call { endpoint: row.try_get(15)?, body: RawValue::from_string(body)? }),
        None => None,
    };
    Ok(OutboxRow {
        id: row.try_get(0)?,
        chat: row.try_get(1)?,
        group: group_of(row.try_get(2)?),
        call: Call { endpoint: row.try_get(7)?, body },
        wait: duration(row.try_get(3)?),
        not_before: row.try_get::<_, Option<i64>>(4)?.map(timestamp),
        attempts: u32::try_from(row.try_get::<_, i64>(5)?).unwrap_or(u32::MAX),
        created: timestamp(row.try_get(6)?),
        reference: row.try_get(9)?,
        ambiguity: if row.try_get(10)? { Ambiguity::MaybeNever } else { Ambiguity::MaybeTwice },
        about: row.try_get(12)?,
        instead,
        named: row.try_get(13)?,
        files: files.unwrap_or_default(),
        uncertain: row.try_get(11)?,
        dispatching: false,
    })
}

/// Notes that calls are about to be made, if it is for this process to make them. Gives their numbers.
pub(super) async fn mark(
    transaction: &Transaction,
    handover: &mut Handover,
    rows: &[i64],
) -> Result<Vec<i64>, Failure> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let accounts =
        transaction.rows("SELECT DISTINCT account FROM outbox WHERE id = ANY($1)", &[&rows]).await?;
    let accounts = accounts.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
    let held: Vec<i64> = sender::hold_and_tell(transaction, handover, &accounts).await?.into_iter().collect();
    let marked = transaction
        .rows(
            "UPDATE outbox SET state = 2 WHERE id = ANY($1) AND account = ANY($2) RETURNING id",
            &[&rows, &held],
        )
        .await?;
    marked.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// Notes that the first calls of chats are about to be made, if they are given out and nothing speaks against that. Gives
/// them by chat.
pub(super) async fn dispatch_next(
    transaction: &Transaction,
    chats: &[i64],
) -> Result<Vec<(i64, i64)>, Failure> {
    if chats.is_empty() {
        return Ok(Vec::new());
    }
    let rows = transaction
        .rows(
            "UPDATE outbox o SET state = 2 FROM unnest($1::bigint[]) asked (chat)
             WHERE o.id = (SELECT id FROM outbox f WHERE f.chat = asked.chat ORDER BY id LIMIT 1)
                AND o.state = 1 AND o.wait = 0 AND o.not_before IS NULL AND NOT o.never_twice AND NOT o.uncertain
                AND o.files IS NULL
             RETURNING asked.chat, o.id",
            &[&chats],
        )
        .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}
