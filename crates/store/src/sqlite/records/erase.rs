//! Forgetting a person.

use super::{
    super::{failure::Failure, transaction::Transaction},
    among,
    person::belongings,
};
use crate::{
    AccountId,
    rules::belongings::{Belongings, erased as erased_tables},
};

/// Erases everything that is kept about a person, in the transaction that is open.
pub(super) fn forget(transaction: &Transaction<'_>, user: i64) -> Result<Vec<(String, usize)>, Failure> {
    let connection = transaction.connection;
    let own = belongings(connection, user)?;
    if transaction.is_running() {
        let_go(transaction, &own)?;
    }
    let mut erased = Vec::new();
    // Files that only these calls show. Others may be shown again to somebody else.
    let shown =
        "SELECT shown.value ->> '$.hash' FROM outbox o, json_each(o.files) shown WHERE o.files IS NOT NULL";
    let calls = among(&own.outbox);
    let files = connection.execute(
        &format!(
            "DELETE FROM files WHERE lower(hex(hash)) IN ({shown} AND o.id IN {calls})
             AND lower(hex(hash)) NOT IN ({shown} AND o.id NOT IN {calls})"
        ),
        [],
    )?;
    erased.push(("files".to_owned(), files));
    for (table, key) in erased_tables("user") {
        let delete = format!("DELETE FROM {table} WHERE {key} IN {}", among(own.rows(table)));
        erased.push((table.to_owned(), connection.execute(&delete, [])?));
    }
    let users = among(&own.users);
    let merged = connection
        .execute(&format!("DELETE FROM users WHERE id IN {users} AND merged_into IS NOT NULL"), [])?;
    let last = connection.execute(&format!("DELETE FROM users WHERE id IN {users}"), [])?;
    erased.push(("users".to_owned(), merged + last));
    Ok(erased)
}

/// Takes what is about to be erased out of the hands of the bot that runs.
fn let_go(transaction: &Transaction<'_>, own: &Belongings) -> Result<(), Failure> {
    let connection = transaction.connection;
    // Traces are kept a moment after their turns.
    connection.execute(
        &format!(
            "INSERT INTO forgotten (platform, alias, event)
             SELECT ?1, value, coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'inbox'), 0)
             FROM aliases WHERE user IN {}",
            among(&own.users)
        ),
        [&own.platform],
    )?;
    let mut calls = connection
        .prepare(&format!("SELECT account, chat, id FROM outbox WHERE id IN {}", among(&own.outbox)))?;
    let calls = calls.query_map([], |row| Ok((AccountId(row.get(0)?), row.get(1)?, row.get(2)?)))?;
    for call in calls {
        let (account, chat, row) = call?;
        transaction.handover.borrow_mut().gone(account, chat, row);
    }
    // A conversation that others share stays. Whoever handles the person's event in it will find that it is gone, and would
    // keep the conversation.
    connection.execute(
        &format!(
            "UPDATE conversations SET owner = NULL, fence = fence + 1, wake_at = 0, held_until = NULL
             WHERE owner = ?1 AND id NOT IN {} AND id IN
                (SELECT conversation FROM inbox WHERE id IN {} AND (attempts > 0 OR taken_with IS NOT NULL))",
            among(&own.conversations),
            among(&own.inbox)
        ),
        [transaction.owner],
    )?;
    Ok(())
}
