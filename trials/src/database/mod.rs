//! What the bot has kept, read from its database.

use std::{collections::BTreeMap, path::Path};

use rusqlite::{Connection, OpenFlags};
use serde_json::Value;

use crate::{Result, said::Said, tally::Tally};

/// What is in the bot's database when a trial is over.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct End {
    /// What is remembered of each conversation.
    pub tallies: BTreeMap<String, Tally>,
    /// The conversations whose events wait.
    pub inbox: Vec<String>,
    /// The conversations whose messages wait, and the messages.
    pub outbox: Vec<(String, String)>,
    /// The events that were set aside: conversation and number.
    pub dead_events: Vec<(String, u32)>,
    /// The messages that were set aside: conversation and text.
    pub dead_messages: Vec<(String, String)>,
}

/// How many events and messages wait.
pub(crate) fn waiting(path: &Path) -> Result<i64> {
    let sql = "SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM outbox)";
    Ok(open(path)?.query_row(sql, [], |row| row.get(0))?)
}

/// The messages that wait, with their conversations.
pub(crate) fn messages(path: &Path) -> Result<Vec<(String, String)>> {
    let database = open(path)?;
    let names = names(&database)?;
    let rows = rows(&database, "SELECT conversation, body FROM outbox ORDER BY id")?;
    Ok(rows.into_iter().map(|(id, body)| (name(&names, id), message(&body))).collect())
}

/// Reads all that matters.
pub fn read(path: &Path) -> Result<End> {
    let database = open(path)?;
    let mut end = End::default();
    let tallies = rows(
        &database,
        "SELECT c.id, s.state FROM conversation_state s JOIN conversations c ON c.id = s.conversation",
    )?;
    let names = names(&database)?;
    for (id, state) in tallies {
        let state: Value = serde_json::from_str(&state)?;
        if let Some(tally) = state.pointer("/sessions/tally") {
            end.tallies.insert(name(&names, id), serde_json::from_value(tally.clone())?);
        }
    }
    for (id, _) in rows(&database, "SELECT conversation, '' FROM inbox")? {
        end.inbox.push(name(&names, id));
    }
    end.outbox = messages(path)?;
    let dead = "SELECT conversation, CAST(body AS TEXT) FROM dead WHERE kind =";
    for (id, body) in rows(&database, &format!("{dead} 'call'"))? {
        end.dead_messages.push((name(&names, id), message(&body)));
    }
    for (id, body) in rows(&database, &format!("{dead} 'event'"))? {
        end.dead_events.push((name(&names, id), number(&body).unwrap_or_default()));
    }
    Ok(end)
}

fn name(names: &BTreeMap<i64, String>, id: i64) -> String {
    names.get(&id).cloned().unwrap_or_else(|| format!("conversation {id}"))
}

/// What a call says, or all of the call.
fn message(body: &str) -> String {
    Said::find(body).map_or_else(|| body.to_owned(), |said| said.to_string())
}

fn open(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = Connection::open_with_flags(path, flags)?;
    database.busy_timeout(std::time::Duration::from_secs(5))?;
    Ok(database)
}

/// The conversations as the ledger names them.
fn names(database: &Connection) -> Result<BTreeMap<i64, String>> {
    let names = "SELECT c.id, a.platform || '/' || a.native || '/' || l.value FROM conversations c
                 JOIN accounts a ON a.id = c.account JOIN aliases l ON l.user = c.user";
    Ok(rows(database, names)?.into_iter().collect())
}

fn rows(database: &Connection, sql: &str) -> Result<Vec<(i64, String)>> {
    let mut statement = database.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}

/// The number of an event, as its payload or text has it.
fn number(body: &str) -> Option<u32> {
    let at = body.find("\"n-").map(|at| at + 3).or_else(|| body.find("\"abort-").map(|at| at + 7))?;
    let digits: String = body[at..].chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}
