//! Calls that wait to be made.

use rusqlite::{OptionalExtension as _, Row, params};
use serde_json::value::RawValue;
use tertulia_core::{
    Call,
    file::CallFile,
    turn::{Ambiguity, OutgoingCall},
};

use super::{
    dead,
    failure::Failure,
    files,
    time::{duration, duration_millis, timestamp},
    transaction::Transaction,
};
use crate::{
    AccountId, OutboxRow, Room,
    rules::{chat::group_of, flood, json::write_files},
};

/// How far a call is.
const WAITING: i64 = 0;
const GIVEN_OUT: i64 = 1;
pub(super) const DISPATCHING: i64 = 2;
pub(super) const IN_DOUBT: i64 = 3;

/// Where calls come from and go to.
pub(super) struct Origin {
    /// The account that makes them.
    pub(super) account: AccountId,
    /// The chat they go to.
    pub(super) chat: i64,
    /// The platform's id of the group, if the chat is one.
    pub(super) group: Option<String>,
    /// The conversation they were made in.
    pub(super) conversation: i64,
    /// Whether no event tells that they failed.
    pub(super) silent: bool,
}

/// Adds the calls of a turn, in order, and hands them over if somebody takes them.
pub(super) fn push(
    transaction: &Transaction<'_>,
    origin: &Origin,
    calls: &[OutgoingCall],
    now: i64,
) -> Result<(), Failure> {
    for calls in calls.chunk_by(|one, next| one.chat == next.chat) {
        match calls[0].chat {
            None => push_to(transaction, origin, calls, now)?,
            Some(chat) => push_to(transaction, &origin.elsewhere(transaction, chat)?, calls, now)?,
        }
    }
    Ok(())
}

impl Origin {
    /// The same, to another chat.
    fn elsewhere(&self, transaction: &Transaction<'_>, chat: i64) -> Result<Self, Failure> {
        let group = transaction
            .statement("SELECT native FROM chats WHERE id = ?")?
            .query_row([chat], |row| Ok(group_of(row.get_ref(0)?.as_str()?)))?;
        Ok(Self { chat, group, ..*self })
    }
}

/// Adds calls that go to one chat.
fn push_to(
    transaction: &Transaction<'_>,
    origin: &Origin,
    calls: &[OutgoingCall],
    now: i64,
) -> Result<(), Failure> {
    let Origin { account, chat, conversation, silent, group } = origin;
    let mut handover = transaction.handover.borrow_mut();
    let Room { calls: room, flowing } = handover.room(*account);
    let handed = calls.len() <= room;
    let mut first = handed && flowing && !occupied(transaction, *chat)?;
    let mut statement = transaction.statement(
        "INSERT INTO outbox
            (account, chat, conversation, silent, state, wait, created_at, reference, ambiguity, endpoint, body,
             named, about, files, instead_endpoint, instead_body)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for OutgoingCall { wait, call, reference, ambiguity, named, about, instead, chat: _, files } in calls {
        files::keep(transaction, files, now)?;
        let wait = duration_millis(*wait);
        let never_twice = *ambiguity == Ambiguity::MaybeNever;
        let dispatching = std::mem::take(&mut first) && wait == 0 && !never_twice && files.is_empty();
        let state = match handed {
            true if dispatching => DISPATCHING,
            true => GIVEN_OUT,
            false => WAITING,
        };
        let id = statement.insert(params![
            account.0,
            chat,
            conversation,
            silent,
            state,
            wait,
            now,
            reference,
            never_twice,
            call.endpoint,
            call.body.get(),
            named,
            about,
            write_files(files),
            instead.as_ref().map(|call| &call.endpoint),
            instead.as_ref().map(|call| call.body.get()),
        ])?;
        if handed {
            let row = OutboxRow {
                id,
                chat: *chat,
                group: group.clone(),
                call: call.clone(),
                wait: duration(wait),
                not_before: None,
                attempts: 0,
                created: timestamp(now),
                reference: reference.clone(),
                named: *named,
                ambiguity: *ambiguity,
                about: about.clone(),
                files: files.iter().map(|file| file.file.clone()).collect(),
                instead: instead.clone(),
                uncertain: false,
                dispatching,
            };
            handover.hand(*account, row);
        }
    }
    if !handed {
        handover.wait(*account);
    }
    Ok(())
}

/// Whether there are calls of that chat, given out or not.
fn occupied(transaction: &Transaction<'_>, chat: i64) -> Result<bool, Failure> {
    Ok(transaction.statement("SELECT 1 FROM outbox WHERE chat = ? LIMIT 1")?.exists([chat])?)
}

/// Whether so much waits for that chat that its conversations rest.
pub(super) fn is_flooded(transaction: &Transaction<'_>, chat: i64) -> Result<bool, Failure> {
    let last = i64::try_from(flood::CALLS - 1).unwrap_or(i64::MAX);
    let mut statement = transaction.statement("SELECT 1 FROM outbox WHERE chat = ? LIMIT 1 OFFSET ?")?;
    Ok(statement.exists(params![chat, last])?)
}

/// Notes that the first call of a chat is about to be made, if it is given out and nothing speaks against that.
pub(super) fn dispatch_next(transaction: &Transaction<'_>, chat: i64) -> Result<Option<i64>, Failure> {
    // In two steps: a change that returns something could fail halfway, so SQLite would copy the page aside first.
    let first: Option<(i64, bool)> = transaction
        .statement(
            "SELECT id, state = 1 AND wait = 0 AND not_before IS NULL AND ambiguity = 0 AND uncertain = 0
                AND files IS NULL
             FROM outbox WHERE chat = ? ORDER BY id LIMIT 1",
        )?
        .query_row([chat], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((next, true)) = first else { return Ok(None) };
    mark_dispatching(transaction, &[next])?;
    Ok(Some(next))
}

/// Gives out waiting calls of an account, in order.
pub(super) fn load(
    transaction: &Transaction<'_>,
    account: AccountId,
    limit: usize,
) -> Result<Vec<OutboxRow>, Failure> {
    let mut rows = Vec::new();
    let mut last = None;
    let mut count = 0;
    let mut broken = Vec::new();
    let mut statement = transaction.statement(
        "SELECT o.id, o.chat, h.native, o.wait, o.not_before, o.attempts, o.created_at,
                o.endpoint, o.body, o.reference, o.ambiguity, o.uncertain, o.about, o.named, o.files,
                o.instead_endpoint, o.instead_body
         FROM outbox o JOIN chats h ON h.id = o.chat
         WHERE o.account = ? AND o.state = 0 ORDER BY o.id LIMIT ?",
    )?;
    let mut waiting = statement.query(params![account.0, i64::try_from(limit).unwrap_or(i64::MAX)])?;
    while let Some(row) = waiting.next()? {
        let id: i64 = row.get(0)?;
        last = Some(id);
        count += 1;
        let files: Option<String> = row.get(14)?;
        let files = files.map_or(Ok(Vec::new()), |files| serde_json::from_str(&files));
        let instead = row.get::<_, Option<String>>(16)?.map(RawValue::from_string).transpose();
        let parts = RawValue::from_string(row.get(8)?).and_then(|body| Ok((body, files?, instead?)));
        match parts {
            Ok((body, files, instead)) => rows.push(read(row, body, files, instead)?),
            Err(error) => broken.push((id, row.get(6)?, error)),
        }
    }
    if let Some(last) = last {
        transaction
            .statement("UPDATE outbox SET state = 1 WHERE account = ? AND state = 0 AND id <= ?")?
            .execute([account.0, last])?;
    }
    transaction.handover.borrow_mut().loaded(account, count < limit);
    for (id, created, error) in broken {
        tracing::error!(outbox = id, %error, "a call in the outbox cannot be read and is set aside");
        dead::bury_call(transaction, id, created, &format!("the call cannot be read: {error}"))?;
    }
    Ok(rows)
}

/// Notes that calls are about to be made. Gives those that are still there.
pub(super) fn mark_dispatching(transaction: &Transaction<'_>, rows: &[i64]) -> Result<Vec<i64>, Failure> {
    let mut statement = transaction.statement("UPDATE outbox SET state = 2 WHERE id = ?")?;
    let mut marked = Vec::with_capacity(rows.len());
    for row in rows {
        marked.extend((statement.execute([row])? > 0).then_some(*row));
    }
    Ok(marked)
}

fn read(
    row: &Row<'_>,
    body: Box<RawValue>,
    files: Vec<CallFile>,
    instead: Option<Box<RawValue>>,
) -> rusqlite::Result<OutboxRow> {
    let instead_of = |body| Ok::<_, rusqlite::Error>(Call { endpoint: row.get(15)?, body });
    Ok(OutboxRow {
        id: row.get(0)?,
        chat: row.get(1)?,
        group: group_of(row.get_ref(2)?.as_str()?),
        call: Call { endpoint: row.get(7)?, body },
        wait: duration(row.get(3)?),
        not_before: row.get::<_, Option<i64>>(4)?.map(timestamp),
        attempts: row.get(5)?,
        created: timestamp(row.get(6)?),
        reference: row.get(9)?,
        ambiguity: if row.get(10)? { Ambiguity::MaybeNever } else { Ambiguity::MaybeTwice },
        about: row.get(12)?,
        instead: instead.map(instead_of).transpose()?,
        named: row.get(13)?,
        files,
        uncertain: row.get(11)?,
        dispatching: false,
    })
}
