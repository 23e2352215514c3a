//! What is kept of a person, table by table, for who asks for it.

use serde_json::Value;

use super::{record, time::timestamp};

/// What engines write in different ways.
pub(crate) struct Dialect {
    /// The column with a person's number.
    pub(crate) person: &'static str,
    /// The order of bytes.
    pub(crate) binary: &'static str,
}

/// The rows of a table that are about the person.
pub(crate) struct Part {
    /// What it is called.
    pub(crate) name: &'static str,
    columns: String,
    /// The column that tells which rows these are.
    key: &'static str,
    order: String,
}

impl Part {
    /// Every part, in order.
    pub(crate) fn all(dialect: &Dialect) -> [Self; 11] {
        let Dialect { person, binary } = *dialect;
        let part = |name, columns: &str, key: &'static str| Self {
            name,
            columns: columns.to_owned(),
            key,
            order: key.to_owned(),
        };
        [
            part(
                "users",
                "id, profile, locale, met, stopped, reachable, delivered_until, read_until, merged_into, memory",
                "id",
            ),
            Self {
                order: format!("{person}, place, kind COLLATE {binary}, value COLLATE {binary}"),
                ..part("aliases", &format!("{person} AS \"user\", kind, value"), person)
            },
            part(
                "conversations",
                "id, (SELECT native FROM chats WHERE id = chat) AS chat, thread, business, last_message_id,
                 (SELECT state FROM conversation_state WHERE conversation = id) AS state,
                 (SELECT state_aside FROM conversation_state WHERE conversation = id) AS state_aside",
                "id",
            ),
            part("inbox", "id, due_at, timer, last_error, event", "id"),
            Self {
                order: format!("inbox, name COLLATE {binary}"),
                ..part("once", "inbox, name, value", "inbox")
            },
            part("outbox", "id, created_at, endpoint, body, last_error", "id"),
            part("sent", "id, platform_id, sent_at, status", "id"),
            part("dead", "id, died_at, kind, reason, body", "id"),
            part("payloads", "number, content, created_at, expires_at, used", "number"),
            part("chat_log", "id, conversation, said_at, by_bot, remarks", "id"),
            part("traces", "event, trace", "event"),
        ]
    }

    /// The statement that gives its rows, those whose key is among these.
    pub(crate) fn select(&self, among: &str) -> String {
        let Self { name, columns, key, order } = self;
        format!("SELECT {columns} FROM {name} WHERE {key} {among} ORDER BY {order}")
    }
}

/// A number as it is exported: some are times, some say yes or no.
pub(crate) fn number(column: &str, number: i64) -> Value {
    match column {
        "met" | "stopped" | "reachable" | "used" | "by_bot" => (number != 0).into(),
        _ if column.ends_with("_at") || column.ends_with("_until") => timestamp(number).to_string().into(),
        _ => number.into(),
    }
}

/// A text as it is exported: that of some columns is JSON, that of others may only look like it.
pub(crate) fn text(column: &str, text: &[u8]) -> Value {
    match column {
        "profile" | "memory" | "state" | "state_aside" | "event" | "body" | "trace" | "remarks" => {
            record::json(text)
        }
        _ => String::from_utf8_lossy(text).into(),
    }
}
