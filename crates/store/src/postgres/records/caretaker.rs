//! Putting a database right, beside the bots that run on it.

use std::{collections::BTreeSet, fmt, sync::Arc};

use futures_util::{FutureExt as _, future::BoxFuture};
use jiff::Timestamp;

use super::{
    super::{
        PostgresOptions, PostgresReader,
        failure::Failure,
        news::tell_of_calls,
        process,
        shared::Shared,
        transaction::{Transaction, transact},
    },
    erase, hold, retry,
};
use crate::{Caretaker, Discarded, Future, Queue, Records, Retried, StoreError, Upkeep, rules::time::millis};

/// A database opened to put it right. Bots may run on it meanwhile: what they have in their hands is taken from them in such a
/// way that they notice, or left to them.
pub struct PostgresCaretaker {
    reader: PostgresReader,
    shared: Arc<Shared>,
}

impl PostgresCaretaker {
    /// Opens a database whose tables are there. The URL says what it says to [`Postgres::open`](crate::Postgres::open).
    ///
    /// # Errors
    ///
    /// As [`PostgresReader::open`].
    pub async fn open(url: &str, options: PostgresOptions) -> Result<Self, StoreError> {
        let shared = Arc::new(Shared::new(url, options.clone())?.at_leisure(""));
        let reader = PostgresReader::open(url, options).await?;
        Ok(Self { reader, shared })
    }

    /// Does it all at once, or not at all; and tells the senders of the accounts that it gives.
    async fn at_once<I: Sync, T>(
        &self,
        input: &I,
        work: impl for<'a> Fn(&'a Transaction, &'a I) -> BoxFuture<'a, Result<Done<T>, Failure>>,
    ) -> Result<T, StoreError> {
        // What nobody has in hand any more waits for nobody.
        transact(&self.shared, &(), |transaction, ()| process::reap(transaction).boxed()).await?;
        let Done { what, calls_of } = transact(&self.shared, input, work).await?;
        if !calls_of.is_empty() {
            tell_of_calls(Arc::clone(&self.shared), calls_of).await;
        }
        Ok(what)
    }
}

/// What came of it.
pub(super) struct Done<T> {
    what: T,
    /// The accounts with calls that can be made now.
    calls_of: BTreeSet<i64>,
}

impl<T> From<T> for Done<T> {
    fn from(what: T) -> Self {
        Self { what, calls_of: BTreeSet::new() }
    }
}

impl<T> Done<T> {
    /// There are calls of this account that can be made now.
    pub(super) fn with_calls_of(what: T, account: i64) -> Self {
        Self { what, calls_of: BTreeSet::from([account]) }
    }
}

impl Caretaker for PostgresCaretaker {
    fn records(&self) -> &dyn Records {
        &self.reader
    }
}

impl Upkeep for PostgresCaretaker {
    fn retry(&self, queue: Queue, number: i64, now: Timestamp) -> Future<'_, Retried> {
        Box::pin(async move {
            let row = (queue, number, millis(now));
            self.at_once(&row, |transaction, (queue, number, now)| {
                retry::retry(transaction, *queue, *number, *now).boxed()
            })
            .await
        })
    }

    fn discard(&self, queue: Queue, number: i64) -> Future<'_, Discarded> {
        Box::pin(async move {
            self.at_once(&(queue, number), |transaction, (queue, number)| {
                hold::discard(transaction, *queue, *number).map(|gone| gone.map(Done::from)).boxed()
            })
            .await
        })
    }

    fn forget(&self, user: i64) -> Future<'_, Vec<(String, usize)>> {
        Box::pin(async move {
            self.at_once(&user, |transaction, user| {
                erase::forget(transaction, *user).map(|erased| erased.map(Done::from)).boxed()
            })
            .await
        })
    }
}

impl fmt::Debug for PostgresCaretaker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresCaretaker").field("schema", &self.shared.schema).finish_non_exhaustive()
    }
}
