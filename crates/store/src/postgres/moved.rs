//! Groups that have another id from now on.

use super::{failure::Failure, transaction::Transaction};

/// Gives a group its new id. If something came from there already, what belongs to the old id goes there.
pub(super) async fn move_group(
    transaction: &Transaction,
    account: i64,
    from: &str,
    to: &str,
) -> Result<(), Failure> {
    let (from, to) = (format!("g{from}"), format!("g{to}"));
    let find = "SELECT id FROM chats WHERE account = $1 AND native = $2 FOR UPDATE";
    let Some(old) = transaction.row(find, &[&account, &from]).await? else { return Ok(()) };
    let old: i64 = old.try_get(0)?;
    match transaction.row(find, &[&account, &to]).await? {
        None => {
            transaction.execute("UPDATE chats SET native = $2 WHERE id = $1", &[&old, &to]).await?;
        }
        Some(new) => {
            let new: i64 = new.try_get(0)?;
            transaction.execute("UPDATE outbox SET chat = $2 WHERE chat = $1", &[&old, &new]).await?;
            // Someone who has a conversation there already keeps it; the old one is set aside.
            transaction
                .execute(
                    "UPDATE conversations c SET chat = $2 WHERE chat = $1 AND NOT EXISTS (
                        SELECT 1 FROM conversations n WHERE n.chat = $2 AND n.person = c.person
                            AND n.thread = c.thread AND n.business = c.business)",
                    &[&old, &new],
                )
                .await?;
        }
    }
    Ok(())
}
