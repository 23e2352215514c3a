//! Giving out conversations.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};
use tertulia_core::{Event, payload::TokenId};

use super::{
    album, dead,
    failure::Failure,
    outbox,
    snapshot::{self, Taken, Turn},
    time::millis,
    transaction::Transaction,
};
use crate::{Claim, rules::flood};

/// Claims up to `limit` idle conversations with something due, the longest waiting first.
pub(super) fn claim(
    transaction: &Transaction<'_>,
    limit: usize,
    now: Timestamp,
) -> Result<Vec<Claim>, Failure> {
    let mut claims = Vec::new();
    loop {
        // Each of these is claimed or put to rest, so none comes up twice.
        let wanted = limit - claims.len();
        let candidates = candidates(transaction, wanted, millis(now))?;
        for conversation in &candidates {
            claims.extend(begin(transaction, *conversation, now, None)?);
        }
        if candidates.len() < wanted || claims.len() == limit {
            return Ok(claims);
        }
    }
}

/// The longest waiting conversations of this process's accounts. Each account's are in order in the index.
fn candidates(transaction: &Transaction<'_>, limit: usize, now: i64) -> Result<Vec<i64>, Failure> {
    let rows = i64::try_from(limit).unwrap_or(i64::MAX);
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let mut candidates: Vec<(i64, i64)> = Vec::new();
    match transaction.own_accounts.all() {
        Some(accounts) => {
            let mut statement = transaction.statement(CANDIDATES)?;
            for account in accounts {
                for candidate in statement.query_map([now, rows, account.0], read)? {
                    candidates.push(candidate?);
                }
            }
        }
        None => {
            let mut statement = transaction.statement(ANYBODYS)?;
            for candidate in statement.query_map([now, rows], read)? {
                candidates.push(candidate?);
            }
        }
    }
    candidates.sort_unstable();
    candidates.truncate(limit);
    Ok(candidates.into_iter().map(|(_, conversation)| conversation).collect())
}

/// An event of the inbox that need not be read from it.
pub(super) struct Known<'a> {
    /// Its number.
    pub(super) inbox: i64,
    /// The event.
    pub(super) event: &'a Event,
}

/// Claims an idle conversation with its next event. `None` if nothing is due: it rests until something is.
pub(super) fn begin(
    transaction: &Transaction<'_>,
    conversation: i64,
    now: Timestamp,
    known: Option<&Known<'_>>,
) -> Result<Option<Claim>, Failure> {
    if is_flooded(transaction, conversation)? {
        transaction
            .statement("UPDATE conversations SET wake_at = max(?2, coalesce(held_until, ?2)) WHERE id = ?1")?
            .execute([conversation, millis(now) + flood::REST])?;
        return Ok(None);
    }
    let Some(next) = next_readable(transaction, conversation, now, known)? else {
        let wake = next_wake(transaction, conversation, millis(now))?;
        transaction
            .statement("UPDATE conversations SET wake_at = max(?2, coalesce(held_until, ?2)) WHERE id = ?1")?
            .execute(params![conversation, wake])?;
        return Ok(None);
    };
    own(transaction, conversation)?;
    let (attempts, errors) = transaction
        .statement("UPDATE inbox SET attempts = attempts + 1 WHERE id = ? RETURNING attempts, errors")?
        .query_row([next.inbox], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Some(Claim { attempts, errors, ..give(transaction, conversation, now, next)? }))
}

/// Makes the conversation this run's.
fn own(transaction: &Transaction<'_>, conversation: i64) -> Result<(), Failure> {
    transaction
        .statement("UPDATE conversations SET owner = ?2, fence = fence + 1 WHERE id = ?1")?
        .execute([conversation, transaction.owner])?;
    Ok(())
}

/// Gives a conversation that is owned away with that event, which is begun for the first time.
pub(super) fn give(
    transaction: &Transaction<'_>,
    conversation: i64,
    now: Timestamp,
    Next { inbox, user, token, event }: Next,
) -> Result<Claim, Failure> {
    let turn = Turn { inbox, user, event, token, now };
    let Taken { account, fence, seen, snapshot } = snapshot::take(transaction, conversation, turn)?;
    Ok(Claim { conversation, account, fence, seen, inbox, attempts: 1, errors: 0, snapshot })
}

fn is_flooded(transaction: &Transaction<'_>, conversation: i64) -> Result<bool, Failure> {
    let chat = transaction
        .statement("SELECT chat FROM conversations WHERE id = ?")?
        .query_row([conversation], |row| row.get(0))?;
    outbox::is_flooded(transaction, chat)
}

/// The next event of a conversation.
pub(super) struct Next {
    pub(super) inbox: i64,
    /// Who sent it, if that is not the user of the conversation.
    pub(super) user: Option<i64>,
    pub(super) token: Option<TokenId>,
    pub(super) event: Event,
}

/// The first due event, with the rest of its album; else the first due timer. Nothing overtakes an album that still rests.
/// Those that cannot be read are set aside on the way.
fn next_readable(
    transaction: &Transaction<'_>,
    conversation: i64,
    now: Timestamp,
    known: Option<&Known<'_>>,
) -> Result<Option<Next>, Failure> {
    loop {
        let first = |sql| {
            transaction
                .statement(sql)?
                .query_row([conversation, millis(now)], |row| {
                    let inbox = row.get(0)?;
                    let event = match known.filter(|known| known.inbox == inbox) {
                        Some(known) => Ok(known.event.clone()),
                        None => serde_json::from_str(row.get_ref(2)?.as_str()?),
                    };
                    // A token of another length was never ours, and leads nowhere.
                    let token = row.get_ref(1)?.as_blob_or_null()?.and_then(|token| token.try_into().ok());
                    let user = row.get(3)?;
                    let rests = row.get::<_, i64>(4)? > millis(now);
                    Ok((inbox, rests, event.map(|event| Next { inbox, user, token, event })))
                })
                .optional()
        };
        let next = match first(FIRST_EVENT)? {
            None => first(FIRST_TIMER)?,
            event => event,
        };
        match next {
            None | Some((_, true, _)) => return Ok(None),
            Some((_, false, Ok(next))) => return album::gather(transaction, conversation, next).map(Some),
            Some((inbox, false, Err(error))) => {
                tracing::error!(inbox, %error, "an event in the inbox cannot be read and is set aside");
                let reason = format!("the event cannot be read: {error}");
                dead::bury_inbox(transaction, inbox, millis(now), &reason)?;
            }
        }
    }
}

/// When a conversation that nobody handles has something to do: `now` if something is due.
pub(super) fn next_wake(
    transaction: &Transaction<'_>,
    conversation: i64,
    now: i64,
) -> Result<Option<i64>, Failure> {
    let next: Option<i64> =
        transaction.statement(NEXT_DUE)?.query_row([conversation, now], |row| row.get(0))?;
    Ok(next.map(|due_at| due_at.max(now)))
}

const CANDIDATES: &str = "SELECT wake_at, id FROM conversations
     WHERE account = ?3 AND owner IS NULL AND wake_at IS NOT NULL AND wake_at <= ?1 ORDER BY wake_at, id LIMIT ?2";
const ANYBODYS: &str = "SELECT wake_at, id FROM conversations
     WHERE owner IS NULL AND wake_at IS NOT NULL AND wake_at <= ?1 ORDER BY wake_at, id LIMIT ?2";
/// Events go before timers, however long those have been due.
const FIRST_EVENT: &str = "SELECT id, token, event, user, due_at FROM inbox
     WHERE conversation = ? AND timer IS NULL AND (due_at <= ? OR album IS NOT NULL)
     ORDER BY sort, id LIMIT 1";
const FIRST_TIMER: &str =
    "SELECT id, token, event, user, due_at FROM inbox WHERE conversation = ? AND timer IS NOT NULL AND due_at <= ?
     ORDER BY due_at, id LIMIT 1";
/// Most often there is nothing, or the first event is due and no other row is looked at. Of events and timers apart, so
/// that each is found in its index.
const NEXT_DUE: &str = "SELECT coalesce(
         (SELECT due_at FROM inbox WHERE conversation = ?1 AND timer IS NULL AND (due_at <= ?2 OR album IS NOT NULL)
          ORDER BY sort, id LIMIT 1),
         (SELECT min(due_at) FROM (
             SELECT min(due_at) AS due_at FROM inbox WHERE conversation = ?1 AND timer IS NULL UNION ALL
             SELECT min(due_at) FROM inbox WHERE conversation = ?1 AND timer IS NOT NULL)))";

#[cfg(test)]
mod tests;
