//! Ending a turn: all of it, or nothing.

use rusqlite::{OptionalExtension as _, params};

use super::{
    album, chat_log,
    claim::next_wake,
    dead,
    failure::Failure,
    once,
    outbox::{self, Origin},
    payload, person,
    time::millis,
    timer,
    transaction::Transaction,
};
use crate::{AccountId, Conclusion, Done, Finish, Finished, rules::chat::group_of};

/// Ends a turn, unless its conversation belongs to somebody else by now.
pub(super) fn finish(transaction: &Transaction<'_>, turn: &Finish) -> Result<Finished, Failure> {
    let Some(Owned { origin, is_album }) = owned(transaction, turn)? else { return Ok(Finished::Fenced) };
    let parts = match is_album {
        true => album::taken_with(transaction, turn.conversation, turn.inbox)?,
        false => vec![turn.inbox],
    };
    let now = millis(turn.at);
    let wake = match &turn.conclusion {
        Conclusion::Done(Done { state, person, calls, payloads, used, timers }) => {
            let used_up = match used {
                Some(token) => !payload::is_unused(transaction, token)?,
                None => false,
            };
            if used_up || !person::keep(transaction, turn.inbox, person)? {
                give_back(transaction, turn)?;
                return Ok(Finished::Overtaken);
            }
            let mut delete = transaction.statement("DELETE FROM inbox WHERE id = ?")?;
            for part in parts {
                delete.execute([part])?;
                once::forget(transaction, part)?;
            }
            save_state(transaction, turn.conversation, state)?;
            outbox::push(transaction, &origin, calls, now)?;
            payload::keep(transaction, payloads, now)?;
            if let Some(token) = used {
                payload::mark_used(transaction, token)?;
            }
            timer::change(transaction, turn.conversation, timers)?;
            release(transaction, turn, None)?
        }
        Conclusion::Dead { error, calls } => {
            for part in parts {
                dead::bury_inbox(transaction, part, now, error)?;
            }
            outbox::push(transaction, &origin, calls, now)?;
            release(transaction, turn, None)?
        }
        Conclusion::Later { at, error } => {
            let at = millis(*at);
            transaction
                .statement(
                    "UPDATE inbox SET due_at = ?2, last_error = ?3, errors = errors + 1 WHERE id = ?1",
                )?
                .execute(params![turn.inbox, at, error])?;
            release(transaction, turn, Some(at))?
        }
    };
    chat_log::keep(transaction, &turn.log, now)?;
    Ok(Finished::Kept { more: wake.is_some() })
}

/// What is still the caller's.
struct Owned {
    /// Where the turn's calls come from.
    origin: Origin,
    /// Whether the event stands for an album.
    is_album: bool,
}

/// The conversation and the event, if they are still the caller's.
fn owned(transaction: &Transaction<'_>, turn: &Finish) -> Result<Option<Owned>, Failure> {
    let owned = transaction
        .statement(
            "SELECT c.account, c.chat, i.own, h.native, i.album IS NOT NULL
             FROM conversations c JOIN inbox i ON i.conversation = c.id JOIN chats h ON h.id = c.chat
             WHERE c.id = ? AND c.fence = ? AND c.owner = ? AND i.id = ?",
        )?
        .query_row([turn.conversation, turn.fence, transaction.owner, turn.inbox], |row| {
            let origin = Origin {
                account: AccountId(row.get(0)?),
                chat: row.get(1)?,
                conversation: turn.conversation,
                silent: row.get(2)?,
                group: group_of(row.get_ref(3)?.as_str()?),
            };
            Ok(Owned { origin, is_album: row.get(4)? })
        })
        .optional()?;
    Ok(owned)
}

fn save_state(transaction: &Transaction<'_>, conversation: i64, state: &str) -> Result<(), Failure> {
    transaction
        .statement(
            "INSERT INTO conversation_state (conversation, state) VALUES (?1, ?2)
             ON CONFLICT DO UPDATE SET state = ?2",
        )?
        .execute(params![conversation, state])?;
    Ok(())
}

/// Lets the event be begun again, as if it had not been.
fn give_back(transaction: &Transaction<'_>, turn: &Finish) -> Result<(), Failure> {
    transaction
        .statement("UPDATE inbox SET attempts = max(attempts - 1, 0) WHERE id = ?")?
        .execute([turn.inbox])?;
    release(transaction, turn, None)?;
    Ok(())
}

/// Frees the conversation. Returns when it has something to do again; while it is held, not before that.
fn release(
    transaction: &Transaction<'_>,
    turn: &Finish,
    held_until: Option<i64>,
) -> Result<Option<i64>, Failure> {
    let wake = match held_until {
        Some(until) => Some(until),
        None => next_wake(transaction, turn.conversation, millis(turn.at))?,
    };
    transaction
        .statement("UPDATE conversations SET owner = NULL, wake_at = ?2, held_until = ?3 WHERE id = ?1")?
        .execute(params![turn.conversation, wake, held_until])?;
    Ok(wake)
}
