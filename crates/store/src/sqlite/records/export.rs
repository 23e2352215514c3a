//! Everything that is kept about a person, for who asks for it.

use rusqlite::{Connection, Row, types::ValueRef};
use serde_json::{Map, Value, json};

use super::{
    super::{failure::Failure, time::timestamp},
    among,
    person::Belongings,
    queue::json,
};

/// Everything that is kept about a person, as one JSON object.
pub(super) fn export(connection: &Connection, user: i64) -> Result<Value, Failure> {
    let own = Belongings::of(connection, user)?;
    let rows = |columns: &str, table: &str, key: &str, numbers: &[i64]| {
        let sql = format!("SELECT {columns} FROM {table} WHERE {key} IN {} ORDER BY {key}", among(numbers));
        all(connection, &sql)
    };
    Ok(json!({
        "platform": own.platform,
        "users": rows(
            "id, profile, locale, met, stopped, reachable, delivered_until, read_until, merged_into, memory",
            "users", "id", &own.users,
        )?,
        "aliases": rows("user, kind, value", "aliases", "user", &own.users)?,
        "conversations": rows(
            "id, (SELECT native FROM chats WHERE id = chat) AS chat, thread, business, last_message_id,
             (SELECT state FROM conversation_state WHERE conversation = id) AS state,
             (SELECT state_aside FROM conversation_state WHERE conversation = id) AS state_aside",
            "conversations", "id", &own.conversations,
        )?,
        "inbox": rows("id, due_at, timer, last_error, event", "inbox", "id", &own.inbox)?,
        "once": rows("inbox, name, value", "once", "inbox", &own.inbox)?,
        "outbox": rows("id, created_at, endpoint, body, last_error", "outbox", "id", &own.outbox)?,
        "sent": rows("id, platform_id, sent_at, status", "sent", "id", &own.sent)?,
        "dead": rows("id, died_at, kind, reason, body", "dead", "id", &own.dead)?,
        "payloads": rows("number, content, created_at, expires_at, used", "payloads", "number", &own.payloads)?,
        "chat_log": rows("id, conversation, said_at, by_bot, remarks", "chat_log", "id", &own.chat_log)?,
        "traces": rows("event, trace", "traces", "event", &own.traces)?,
    }))
}

fn all(connection: &Connection, sql: &str) -> Result<Vec<Value>, Failure> {
    let mut statement = connection.prepare(sql)?;
    let names = (0..statement.column_count()).map(|place| statement.column_name(place).map(str::to_owned));
    let names = names.collect::<Result<Vec<_>, _>>()?;
    let rows = statement.query_map([], |row| object(row, &names))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn object(row: &Row<'_>, names: &[String]) -> rusqlite::Result<Value> {
    let mut object = Map::new();
    for (place, name) in names.iter().enumerate() {
        let value = match row.get_ref(place)? {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(millis) if name.ends_with("_at") || name.ends_with("_until") => {
                timestamp(millis).to_string().into()
            }
            ValueRef::Integer(number) => number.into(),
            ValueRef::Real(number) => number.into(),
            ValueRef::Text(text) if is_json(name) => json(text),
            ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
            ValueRef::Blob(bytes) => json(bytes),
        };
        object.insert(name.clone(), value);
    }
    Ok(object.into())
}

/// Whether a column holds JSON, and not a text that may look like it.
fn is_json(column: &str) -> bool {
    ["profile", "memory", "state", "state_aside", "event", "body", "trace", "remarks"].contains(&column)
}
