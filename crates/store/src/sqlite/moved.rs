//! Groups that have another id from now on.

use rusqlite::{OptionalExtension as _, params};

use super::{failure::Failure, transaction::Transaction};

/// Gives a group its new id. If something came from there already, what belongs to the old id goes there.
pub(super) fn move_group(
    transaction: &Transaction<'_>,
    account: i64,
    from: &str,
    to: &str,
) -> Result<(), Failure> {
    let mut find = transaction.statement("SELECT id FROM chats WHERE account = ? AND native = ?")?;
    let mut find = |group: &str| -> Result<Option<i64>, Failure> {
        Ok(find.query_row(params![account, format!("g{group}")], |row| row.get(0)).optional()?)
    };
    let (Some(old), new) = (find(from)?, find(to)?) else { return Ok(()) };
    match new {
        None => {
            transaction
                .statement("UPDATE chats SET native = ?2 WHERE id = ?1")?
                .execute(params![old, format!("g{to}")])?;
        }
        Some(new) => {
            transaction.statement("UPDATE outbox SET chat = ?2 WHERE chat = ?1")?.execute([old, new])?;
            // Someone who has a conversation there already keeps it; the old one is set aside.
            transaction
                .statement("UPDATE OR IGNORE conversations SET chat = ?2 WHERE chat = ?1")?
                .execute([old, new])?;
        }
    }
    Ok(())
}
