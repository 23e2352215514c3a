//! A database that a bot runs on: looked at in its file, changed by asking the bot.

use std::path::Path;

use jiff::Timestamp;
use serde_json::Value;
use tertulia_core::Result;
use tertulia_runtime::{AdminClient, AdminSocket};
use tertulia_store::{
    Discarded, Future, LogEntry, Queue, QueueSummary, Record, Records, Retried, SqliteReader, Upkeep,
};

/// The bot that runs on a file, and the file.
pub(crate) struct RunningBot {
    file: SqliteReader,
    bot: AdminClient,
}

impl RunningBot {
    pub(crate) fn new(database: &Path) -> Result<Self> {
        let file = SqliteReader::open(database)?;
        Ok(Self { file, bot: AdminClient::new(AdminSocket::beside(database)) })
    }
}

impl Records for RunningBot {
    fn queues(&self) -> Future<'_, Vec<QueueSummary>> {
        self.file.queues()
    }

    fn list(&self, queue: Queue, limit: usize) -> Future<'_, Vec<Record>> {
        self.file.list(queue, limit)
    }

    fn record(&self, queue: Queue, number: i64) -> Future<'_, Option<Record>> {
        self.file.record(queue, number)
    }

    fn people(&self, platform: &str, id: &str) -> Future<'_, Vec<i64>> {
        self.file.people(platform, id)
    }

    fn export(&self, user: i64) -> Future<'_, Value> {
        self.file.export(user)
    }

    fn chat_log(&self, user: i64, limit: usize) -> Future<'_, Vec<LogEntry>> {
        self.file.chat_log(user, limit)
    }

    fn trace(&self, event: i64) -> Future<'_, Option<String>> {
        self.file.trace(event)
    }

    fn last_traces(&self, count: usize) -> Future<'_, Vec<String>> {
        self.file.last_traces(count)
    }
}

impl Upkeep for RunningBot {
    fn retry(&self, queue: Queue, number: i64, now: Timestamp) -> Future<'_, Retried> {
        self.bot.retry(queue, number, now)
    }

    fn discard(&self, queue: Queue, number: i64) -> Future<'_, Discarded> {
        self.bot.discard(queue, number)
    }

    fn forget(&self, user: i64) -> Future<'_, Vec<(String, usize)>> {
        self.bot.forget(user)
    }
}
