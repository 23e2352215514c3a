//! What the bot has kept, read from its database.

mod postgres;
mod sqlite;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Result, engine::Engine, said::Said, tally::Tally};

use self::postgres::Postgres;

/// What is in the bot's database when a trial is over.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
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

/// Reads all that matters from a SQLite file.
///
/// # Errors
///
/// If it is no database of a bot.
pub async fn read(path: &Path) -> Result<End> {
    Database::Sqlite(path.to_owned()).read().await
}

/// The database of a bot under trial.
#[derive(Debug)]
pub(crate) enum Database {
    /// A file.
    Sqlite(PathBuf),
    /// One on a server. It is gone with the value.
    Postgres(Postgres),
}

/// What is asked of it: a number and a text in each row.
struct Query {
    sqlite: &'static str,
    postgres: &'static str,
}

impl Query {
    const fn of_both(sql: &'static str) -> Self {
        Self { sqlite: sql, postgres: sql }
    }
}

const WAITING: Query =
    Query::of_both("SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM outbox), ''");
const EVENTS: Query = Query::of_both("SELECT conversation, '' FROM inbox");
const CALLS: Query = Query::of_both("SELECT conversation, body FROM outbox ORDER BY id");
const STATES: Query = Query::of_both("SELECT conversation, state FROM conversation_state");
/// The conversations as the ledger names them.
const NAMES: Query = Query {
    sqlite: "SELECT c.id, a.platform || '/' || a.native || '/' || l.value FROM conversations c
             JOIN accounts a ON a.id = c.account JOIN aliases l ON l.user = c.user",
    postgres: "SELECT c.id, a.platform || '/' || a.native || '/' || l.value FROM conversations c
               JOIN accounts a ON a.id = c.account JOIN aliases l ON l.person = c.person",
};
const DEAD_CALLS: Query = Query {
    sqlite: "SELECT conversation, CAST(body AS TEXT) FROM dead WHERE kind = 'call'",
    postgres: "SELECT conversation, convert_from(body, 'UTF8') FROM dead WHERE kind = 'call'",
};
const DEAD_EVENTS: Query = Query {
    sqlite: "SELECT conversation, CAST(body AS TEXT) FROM dead WHERE kind = 'event'",
    postgres: "SELECT conversation, convert_from(body, 'UTF8') FROM dead WHERE kind = 'event'",
};

impl Database {
    /// One for a bot that runs in that folder.
    pub(crate) async fn make(engine: &Engine, folder: &Path) -> Result<Self> {
        Ok(match engine {
            Engine::Sqlite => Self::Sqlite(folder.join("tertulia.db")),
            Engine::Postgres(server) => Self::Postgres(Postgres::make(server).await?),
        })
    }

    /// The lines of the configuration that name it. On a server the process is known by its run.
    pub(crate) fn configuration(&self, run: u32) -> String {
        match self {
            Self::Sqlite(_) => String::new(),
            // Many trials share a server, which has 100 connections unless somebody changed that.
            Self::Postgres(database) => format!("url = \"{}\"\nconnections = 3\n", database.url(run)),
        }
    }

    /// How many events and messages wait.
    pub(crate) async fn waiting(&self) -> Result<i64> {
        Ok(self.rows(&WAITING).await?.first().map_or(0, |(count, _)| *count))
    }

    /// The process that other processes know this run by, as long as it lives. `None` where there are no others.
    pub(crate) async fn process(&self, run: u32) -> Result<Option<i64>> {
        match self {
            Self::Sqlite(_) => Ok(None),
            Self::Postgres(database) => database.process(run).await,
        }
    }

    /// The messages that wait for a process to send them, with their conversations: for that one alone, if there may be
    /// others. What a run that can do nothing more had asked for is done first.
    pub(crate) async fn left(&self, run: u32, process: Option<i64>) -> Result<Vec<(String, String)>> {
        let Self::Postgres(database) = self else { return self.messages().await };
        database.settled(run).await;
        let calls = database.calls_of(process).await?;
        Ok(named(&self.names().await?, calls))
    }

    /// Reads all that matters.
    pub(crate) async fn read(&self) -> Result<End> {
        let mut end = End::default();
        let names = self.names().await?;
        for (id, state) in self.rows(&STATES).await? {
            let state: Value = serde_json::from_str(&state)?;
            if let Some(tally) = state.pointer("/sessions/tally") {
                end.tallies.insert(name(&names, id), serde_json::from_value(tally.clone())?);
            }
        }
        for (id, _) in self.rows(&EVENTS).await? {
            end.inbox.push(name(&names, id));
        }
        end.outbox = self.messages().await?;
        for (id, body) in self.rows(&DEAD_CALLS).await? {
            end.dead_messages.push((name(&names, id), message(&body)));
        }
        for (id, body) in self.rows(&DEAD_EVENTS).await? {
            end.dead_events.push((name(&names, id), number(&body).unwrap_or_default()));
        }
        Ok(end)
    }

    /// The messages that wait, with their conversations.
    async fn messages(&self) -> Result<Vec<(String, String)>> {
        Ok(named(&self.names().await?, self.rows(&CALLS).await?))
    }

    async fn names(&self) -> Result<BTreeMap<i64, String>> {
        Ok(self.rows(&NAMES).await?.into_iter().collect())
    }

    async fn rows(&self, query: &Query) -> Result<Vec<(i64, String)>> {
        match self {
            Self::Sqlite(path) => sqlite::rows(path, query.sqlite),
            Self::Postgres(database) => database.rows(query.postgres).await,
        }
    }
}

fn named(names: &BTreeMap<i64, String>, calls: Vec<(i64, String)>) -> Vec<(String, String)> {
    calls.into_iter().map(|(id, body)| (name(names, id), message(&body))).collect()
}

fn name(names: &BTreeMap<i64, String>, id: i64) -> String {
    names.get(&id).cloned().unwrap_or_else(|| format!("conversation {id}"))
}

/// What a call says, or all of the call.
fn message(body: &str) -> String {
    Said::find(body).map_or_else(|| body.to_owned(), |said| said.to_string())
}

/// The number of an event, as its payload or text has it.
fn number(body: &str) -> Option<u32> {
    let at = body.find("\"n-").map(|at| at + 3).or_else(|| body.find("\"abort-").map(|at| at + 7))?;
    let digits: String = body[at..].chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}
