//! The log of conversations.

use super::durable::Durable;
use crate::LogEntry;

impl Durable {
    /// The newest that a person and the bot said to each other, the oldest of it first.
    pub(super) fn log_of(&self, user: i64, limit: usize) -> Vec<LogEntry> {
        let own =
            self.chat_log.iter().map(|(_, entry)| entry).filter(|entry| self.people.is(entry.user, user));
        let mut newest: Vec<_> = own.rev().take(limit).cloned().collect();
        newest.reverse();
        newest
    }

    /// Forgets what was kept before that time.
    pub(super) fn sweep_log(&mut self, before: i64) {
        self.chat_log.retain(|(kept_at, _)| *kept_at >= before);
    }
}
