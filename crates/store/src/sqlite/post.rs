//! Events of the bot's own, put into the mailboxes of private conversations.

use rusqlite::{OptionalExtension as _, params};
use tertulia_core::Chat;

use super::{conversation, failure::Failure, report::put_last, time::millis, transaction::Transaction};
use crate::{AccountId, Letter, Reader};

/// Puts an event into the mailbox of the private conversation with a person, behind what waits there. `false` if the person is
/// unknown.
pub(super) fn post(transaction: &Transaction<'_>, letter: &Letter) -> Result<bool, Failure> {
    let Some((user, account)) = find(transaction, &letter.to)? else { return Ok(false) };
    let conversation = conversation::open(transaction, account, user, &Chat::default())?;
    put_last(transaction, conversation.id, false, &letter.event, millis(letter.at))?;
    Ok(true)
}

/// The person as they are known today, and the account they talk with.
fn find(transaction: &Transaction<'_>, reader: &Reader) -> Result<Option<(i64, AccountId)>, Failure> {
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, AccountId(row.get(1)?)));
    let found = match reader {
        Reader::User(number) => transaction
            .statement("SELECT coalesce(merged_into, id), account FROM users WHERE id = ?")?
            .query_row([number], read)
            .optional()?,
        Reader::Native { account, id } => transaction
            .statement(
                "SELECT user, account FROM aliases WHERE account = ? AND value = ? ORDER BY kind LIMIT 1",
            )?
            .query_row(params![account.0, id], read)
            .optional()?,
    };
    Ok(found)
}
