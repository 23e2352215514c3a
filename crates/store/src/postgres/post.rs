//! Events of the bot's own, put into the mailboxes of private conversations.

use tertulia_core::Chat;

use super::{
    conversation::{self, Place},
    failure::Failure,
    report::put_last,
    transaction::Transaction,
};
use crate::{AccountId, Letter, Reader, rules::time::millis};

/// Puts an event into the mailbox of the private conversation with a person, behind what waits there. `false` if the person is
/// unknown.
pub(super) async fn post(transaction: &Transaction, letter: &Letter) -> Result<bool, Failure> {
    let Some((user, account)) = find(transaction, &letter.to).await? else { return Ok(false) };
    let place = Place::of(account, user, &Chat::default());
    for conversation in conversation::open(transaction, &[place]).await? {
        put_last(transaction, conversation.id, false, &letter.event, millis(letter.at)).await?;
    }
    Ok(true)
}

/// The person as they are known today, and the account they talk with.
async fn find(transaction: &Transaction, reader: &Reader) -> Result<Option<(i64, AccountId)>, Failure> {
    let found = match reader {
        Reader::User(number) => {
            let sql = "SELECT coalesce(merged_into, id), account FROM users WHERE id = $1";
            transaction.row(sql, &[number]).await?
        }
        Reader::Native { account, id } => {
            let sql = "SELECT person, account FROM aliases WHERE account = $1 AND value = $2
                       ORDER BY kind COLLATE \"C\" LIMIT 1";
            transaction.row(sql, &[&account.0, id]).await?
        }
    };
    found.map(|row| Ok((row.try_get(0)?, AccountId(row.try_get(1)?)))).transpose()
}
