//! Putting right what a running bot keeps, in its own writer: nothing it has in its hands is pulled from under it.

use jiff::Timestamp;

use super::{super::Sqlite, discard, erase, retry};
use crate::{Discarded, Future, Queue, Retried, Upkeep, rules::answer::Answer};

impl Upkeep for Sqlite {
    fn retry(&self, queue: Queue, number: i64, now: Timestamp) -> Future<'_, Retried> {
        Box::pin(self.ask(move |transaction| retry::retry(transaction, queue, number, now)))
    }

    fn discard(&self, queue: Queue, number: i64) -> Future<'_, Discarded> {
        Box::pin(self.ask(move |transaction| discard::discard(transaction, queue, number)))
    }

    fn forget(&self, user: i64) -> Future<'_, Vec<(String, usize)>> {
        Box::pin(self.ask(move |transaction| {
            // What is erased is written over. At other times that would only slow the bot down.
            transaction.connection.pragma_update(None, "secure_delete", true)?;
            let erased = erase::forget(transaction, user);
            transaction.connection.pragma_update(None, "secure_delete", false)?;
            transaction.empty_log.set(true);
            erased
        }))
    }
}

impl Answer for Retried {}
impl Answer for Discarded {}
impl Answer for Vec<(String, usize)> {}
