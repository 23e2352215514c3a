//! Forgetting a person.

use rusqlite::Connection;

use super::{super::failure::Failure, among, person::Belongings};

/// Erases everything that is kept about a person, in the transaction that is open.
pub(super) fn forget(connection: &Connection, user: i64) -> Result<Vec<(&'static str, usize)>, Failure> {
    let own = Belongings::of(connection, user)?;
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
    // Whatever refers to a row goes before it.
    for (table, key, numbers) in [
        ("chat_log", "id", &own.chat_log),
        ("traces", "event", &own.traces),
        ("payloads", "number", &own.payloads),
        ("dead", "id", &own.dead),
        ("sent", "id", &own.sent),
        ("outbox", "id", &own.outbox),
        ("once", "inbox", &own.inbox),
        ("inbox", "id", &own.inbox),
        ("conversation_state", "conversation", &own.conversations),
        ("conversations", "id", &own.conversations),
        ("chats", "id", &own.chats),
        ("aliases", "user", &own.users),
    ] {
        let count =
            connection.execute(&format!("DELETE FROM {table} WHERE {key} IN {}", among(numbers)), [])?;
        erased.push((table, count));
    }
    let users = among(&own.users);
    let merged = connection
        .execute(&format!("DELETE FROM users WHERE id IN {users} AND merged_into IS NOT NULL"), [])?;
    let last = connection.execute(&format!("DELETE FROM users WHERE id IN {users}"), [])?;
    erased.push(("users", merged + last));
    Ok(erased)
}
