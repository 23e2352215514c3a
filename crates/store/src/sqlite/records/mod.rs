//! Looking into a file, and putting it right.

mod busy;
mod caretaker;
mod discard;
mod erase;
mod export;
mod person;
mod queue;
mod retry;
mod running;

pub use caretaker::SqliteCaretaker;

use rusqlite::{Connection, OptionalExtension as _};
use serde_json::Value;

use super::{SqliteReader, chat_log, failure::Failure};
use crate::{Future, LogEntry, Queue, QueueSummary, Record, Records, StoreError};

/// What was found at once: a file makes nobody wait.
pub(super) fn ready<'a, T: Send + 'a>(found: Result<T, Failure>) -> Future<'a, T> {
    Box::pin(std::future::ready(found.map_err(StoreError::from)))
}

impl Records for SqliteReader {
    fn queues(&self) -> Future<'_, Vec<QueueSummary>> {
        ready(queue::summaries(&self.connection))
    }

    fn list(&self, queue: Queue, limit: usize) -> Future<'_, Vec<Record>> {
        ready(queue::list(&self.connection, queue, limit))
    }

    fn record(&self, queue: Queue, number: i64) -> Future<'_, Option<Record>> {
        ready(queue::record(&self.connection, queue, number))
    }

    fn people(&self, platform: &str, id: &str) -> Future<'_, Vec<i64>> {
        ready(person::find(&self.connection, platform, id))
    }

    fn export(&self, user: i64) -> Future<'_, Value> {
        ready(export::export(&self.connection, user))
    }

    fn chat_log(&self, user: i64, limit: usize) -> Future<'_, Vec<LogEntry>> {
        ready(chat_log::of(&self.connection, user, limit))
    }

    fn trace(&self, event: i64) -> Future<'_, Option<String>> {
        let sql = "SELECT trace FROM traces WHERE event = ?";
        ready(self.connection.query_row(sql, [event], |row| row.get(0)).optional().map_err(Failure::from))
    }

    fn last_traces(&self, count: usize) -> Future<'_, Vec<String>> {
        ready(last_traces(&self.connection, count))
    }
}

fn last_traces(connection: &Connection, count: usize) -> Result<Vec<String>, Failure> {
    let mut statement = connection.prepare("SELECT trace FROM traces ORDER BY event DESC LIMIT ?")?;
    let traces = statement.query_map([i64::try_from(count).unwrap_or(i64::MAX)], |row| row.get(0))?;
    Ok(traces.collect::<Result<_, _>>()?)
}

/// Numbers of ours, as a list in SQL: they are digits, whatever they are.
fn among(numbers: &[i64]) -> String {
    let numbers: Vec<_> = numbers.iter().map(i64::to_string).collect();
    format!("({})", numbers.join(","))
}

/// The first column of every row, as numbers.
fn numbers(connection: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<Vec<i64>, Failure> {
    let mut statement = connection.prepare(sql)?;
    let numbers = statement.query_map(params, |row| row.get(0))?;
    Ok(numbers.collect::<Result<_, _>>()?)
}
