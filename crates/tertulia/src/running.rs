//! A database that a bot runs on: looked at in its file, changed by asking the bot.

use std::path::Path;

use jiff::Timestamp;
use tertulia_core::Result;
use tertulia_runtime::{AdminClient, AdminSocket};
use tertulia_store::{Caretaker, Discarded, Future, Queue, Records, Retried, SqliteReader, Upkeep};

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

impl Caretaker for RunningBot {
    fn records(&self) -> &dyn Records {
        &self.file
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
