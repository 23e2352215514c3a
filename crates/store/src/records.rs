//! Looking into what is kept, and putting it right: what operators do.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Future, LogEntry};

/// What is kept, to look at. A running bot does not notice.
pub trait Records: Send {
    /// How much is in each queue.
    fn queues(&self) -> Future<'_, Vec<QueueSummary>>;

    /// The rows of a queue: those that are first in line, and of what was set aside the newest.
    fn list(&self, queue: Queue, limit: usize) -> Future<'_, Vec<Record>>;

    /// One row of a queue.
    fn record(&self, queue: Queue, number: i64) -> Future<'_, Option<Record>>;

    /// The people whom a platform knows by that id, phone number or other alias: more than one if several accounts of the
    /// bot know them. A number of ours is written `#7`.
    fn people(&self, platform: &str, id: &str) -> Future<'_, Vec<i64>>;

    /// Everything that is kept about a person, as one JSON object: the same on every engine.
    fn export(&self, user: i64) -> Future<'_, Value>;

    /// The newest that was said, `limit` entries, by a person and to them, the oldest of it first.
    fn chat_log(&self, user: i64, limit: usize) -> Future<'_, Vec<LogEntry>>;

    /// What is told of an event, as [`Store::trace`](crate::Store::trace) gives it.
    fn trace(&self, event: i64) -> Future<'_, Option<String>>;

    /// What is told of the last events, the newest first.
    fn last_traces(&self, count: usize) -> Future<'_, Vec<String>>;
}

/// What is kept, to put it right.
pub trait Upkeep: Send {
    /// Has a row done again, as if it came in now: an event behind what waits, a call as the last of its chat.
    fn retry(&self, queue: Queue, number: i64, now: Timestamp) -> Future<'_, Retried>;

    /// Removes a row. If an event is just being handled, what its turn leaves behind is not kept.
    fn discard(&self, queue: Queue, number: i64) -> Future<'_, Discarded>;

    /// Erases everything that is kept about a person, all at once: how many rows of which table. What is just being done
    /// for the person leaves nothing behind.
    fn forget(&self, user: i64) -> Future<'_, Vec<(String, usize)>>;
}

/// What is kept, to look at and to put right.
pub trait Caretaker: Upkeep {
    /// What there is to look at.
    fn records(&self) -> &dyn Records;
}

/// A durable queue.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(clippy::exhaustive_enums, reason = "there are these three")]
pub enum Queue {
    /// Events, and timers.
    Inbox,
    /// Calls.
    Outbox,
    /// What was set aside.
    Dead,
}

impl Queue {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Inbox, Self::Outbox, Self::Dead];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Outbox => "outbox",
            Self::Dead => "dead",
        }
    }
}

/// How much is in a queue.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct QueueSummary {
    /// Which one.
    pub queue: Queue,
    /// How many rows it has, without timers.
    pub count: u64,
    /// How many timers it has.
    pub timers: u64,
    /// Since when the oldest row is there, or was due.
    pub oldest: Option<Timestamp>,
}

/// A row of a queue.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Record {
    /// The queue it is in.
    pub queue: Queue,
    /// Its number in that queue.
    pub number: i64,
    /// What it is: `event`, `timer`, `call`, or `letter` for what could not be read.
    pub kind: String,
    /// The platform.
    pub platform: Option<String>,
    /// The platform's id of the page, phone number or bot.
    pub account: Option<String>,
    /// The names of the person, if it is about one.
    pub person: Vec<String>,
    /// When an event is due, a call was made, or something was set aside.
    pub at: Timestamp,
    /// How often it was begun.
    pub attempts: i64,
    /// What went wrong the last time.
    pub error: Option<String>,
    /// What is called, if it is a call.
    pub endpoint: Option<String>,
    /// The event or the body of the call as JSON; a text if it is none.
    pub body: Value,
}

/// Whether a row is done again.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Retried {
    /// It is, under this number of that queue.
    Again(Queue, i64),
    /// There is no such row.
    Absent,
    /// It cannot be, for this reason.
    Impossible(String),
}

/// Whether a row was removed.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Discarded {
    /// It is gone.
    Gone,
    /// There is no such row.
    Absent,
    /// It cannot be, for this reason.
    Impossible(String),
}
