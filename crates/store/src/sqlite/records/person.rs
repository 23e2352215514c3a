//! Whose rows are whose.

use rusqlite::{Connection, params};

use super::{super::failure::Failure, among, numbers};
use crate::rules::{
    belongings::Belongings,
    chat::NativeChat,
    naming::{Named, TELLING},
};

/// The people whom a platform knows by that name, or the one of our number (`#7`).
pub(super) fn find(connection: &Connection, platform: &str, id: &str) -> Result<Vec<i64>, Failure> {
    match Named::read(id) {
        Named::Number(number) => numbers(
            connection,
            "SELECT coalesce(u.merged_into, u.id) FROM users u JOIN accounts a ON a.id = u.account
             WHERE u.id = ?1 AND a.platform = ?2",
            params![number, platform],
        ),
        Named::Alias { written, bare } => numbers(
            connection,
            "SELECT DISTINCT l.user FROM aliases l JOIN accounts a ON a.id = l.account
             WHERE a.platform = ?1 AND l.value IN (?2, ?3, '+' || ?3) AND l.kind <> 'everyone' ORDER BY l.user",
            params![platform, written, bare],
        ),
    }
}

/// Everything that belongs to a user.
pub(super) fn belongings(connection: &Connection, user: i64) -> Result<Belongings, Failure> {
    let platform: String = connection.query_row(
        "SELECT a.platform FROM users u JOIN accounts a ON a.id = u.account WHERE u.id = ?",
        [user],
        |row| row.get(0),
    )?;
    let users = numbers(connection, "SELECT id FROM users WHERE ?1 IN (id, merged_into)", [user])?;
    let people = among(&users);
    let mut aliases = connection.prepare(&format!("SELECT value FROM aliases WHERE user IN {people}"))?;
    let aliases = aliases.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    let find = |sql: &str| numbers(connection, sql, []);
    let conversations = find(&format!("SELECT id FROM conversations WHERE user IN {people}"))?;
    let mut chats = Vec::new();
    for user in &users {
        let native = NativeChat::Private(*user).to_string();
        chats.extend(numbers(connection, "SELECT id FROM chats WHERE native = ?", [native])?);
    }
    let (rooms, private) = (among(&conversations), among(&chats));
    let inbox = find(&format!("SELECT id FROM inbox WHERE conversation IN {rooms} OR user IN {people}"))?;
    let outbox = find(&format!("SELECT id FROM outbox WHERE conversation IN {rooms} OR chat IN {private}"))?;
    let sent = find(&format!("SELECT id FROM sent WHERE conversation IN {rooms} OR chat IN {private}"))?;
    let mut dead = find(&format!("SELECT id FROM dead WHERE conversation IN {rooms}"))?;
    let mut traces = Vec::new();
    for alias in &aliases {
        if alias.len() >= TELLING {
            // Of what could not be read, or happened in a shared conversation, the name alone tells whose it is.
            dead.extend(numbers(
                connection,
                "SELECT d.id FROM dead d LEFT JOIN accounts a ON a.id = d.account
                 WHERE coalesce(a.platform, d.platform) = ?1 AND instr(CAST(d.body AS TEXT), ?2) > 0",
                params![platform, alias],
            )?);
        }
        traces.extend(numbers(
            connection,
            "SELECT event FROM traces WHERE json_valid(trace)
                AND trace ->> '$.platform' = ?1 AND trace ->> '$.user' = ?2",
            params![platform, alias],
        )?);
    }
    for found in [&mut dead, &mut traces] {
        found.sort_unstable();
        found.dedup();
    }
    let payloads = find(&format!("SELECT number FROM payloads WHERE user IN {people} OR chat IN {private}"))?;
    let chat_log = find(&format!("SELECT id FROM chat_log WHERE user IN {people}"))?;
    Ok(Belongings {
        platform,
        users,
        conversations,
        chats,
        inbox,
        outbox,
        sent,
        dead,
        payloads,
        chat_log,
        traces,
    })
}
