//! Forgetting a person.

use rusqlite::Connection;

use super::{super::failure::Failure, among, person::belongings};
use crate::rules::belongings::erased as erased_tables;

/// Erases everything that is kept about a person, in the transaction that is open.
pub(super) fn forget(connection: &Connection, user: i64) -> Result<Vec<(&'static str, usize)>, Failure> {
    let own = belongings(connection, user)?;
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
    erased.push(("files", files));
    for (table, key) in erased_tables("user") {
        let delete = format!("DELETE FROM {table} WHERE {key} IN {}", among(own.rows(table)));
        erased.push((table, connection.execute(&delete, [])?));
    }
    let users = among(&own.users);
    let merged = connection
        .execute(&format!("DELETE FROM users WHERE id IN {users} AND merged_into IS NOT NULL"), [])?;
    let last = connection.execute(&format!("DELETE FROM users WHERE id IN {users}"), [])?;
    erased.push(("users", merged + last));
    Ok(erased)
}
