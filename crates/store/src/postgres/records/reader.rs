//! A database opened to look at it.

use std::{fmt, sync::Arc};

use futures_util::FutureExt as _;
use serde_json::Value;

use super::{
    super::{PostgresOptions, migrate, shared::Shared, transaction::transact},
    export, person, queue,
};
use crate::{Future, LogEntry, Queue, QueueSummary, Record, Records, StoreError};

/// A database opened for reading alone: nothing is locked, nothing is changed, and running bots do not notice.
pub struct PostgresReader {
    shared: Arc<Shared>,
}

impl PostgresReader {
    /// Opens a database whose tables are there. The URL says what it says to [`Postgres::open`](crate::Postgres::open).
    ///
    /// # Errors
    ///
    /// [`StoreError::Unusable`] if the URL is none, the server refuses it, or the tables are not there, or belong to another
    /// program or to another version of this one; [`StoreError::Unavailable`] if the server does not answer.
    pub async fn open(url: &str, options: PostgresOptions) -> Result<Self, StoreError> {
        let shared = Shared::new(url, options)?.at_leisure("ISOLATION LEVEL REPEATABLE READ READ ONLY");
        let shared = Arc::new(shared);
        migrate::check(&shared).await?;
        Ok(Self { shared })
    }
}

impl Records for PostgresReader {
    fn queues(&self) -> Future<'_, Vec<QueueSummary>> {
        Box::pin(async {
            Ok(transact(&self.shared, &(), |transaction, ()| queue::summaries(transaction).boxed()).await?)
        })
    }

    fn list(&self, queue: Queue, limit: usize) -> Future<'_, Vec<Record>> {
        Box::pin(async move {
            let asked = (queue, limit);
            let list = transact(&self.shared, &asked, |transaction, (queue, limit)| {
                queue::list(transaction, *queue, *limit).boxed()
            });
            Ok(list.await?)
        })
    }

    fn record(&self, queue: Queue, number: i64) -> Future<'_, Option<Record>> {
        Box::pin(async move {
            let asked = (queue, number);
            let record = transact(&self.shared, &asked, |transaction, (queue, number)| {
                queue::record(transaction, *queue, *number).boxed()
            });
            Ok(record.await?)
        })
    }

    fn people(&self, platform: &str, id: &str) -> Future<'_, Vec<i64>> {
        let named = (platform.to_owned(), id.to_owned());
        Box::pin(async move {
            let people = transact(&self.shared, &named, |transaction, (platform, id)| {
                person::find(transaction, platform, id).boxed()
            });
            Ok(people.await?)
        })
    }

    fn export(&self, user: i64) -> Future<'_, Value> {
        Box::pin(async move {
            let export =
                transact(&self.shared, &user, |transaction, user| export::export(transaction, *user).boxed());
            Ok(export.await?)
        })
    }

    fn chat_log(&self, user: i64, limit: usize) -> Future<'_, Vec<LogEntry>> {
        Box::pin(async move {
            let asked = (user, limit);
            let log = transact(&self.shared, &asked, |transaction, (user, limit)| {
                super::super::chat_log::of(transaction, *user, *limit).boxed()
            });
            Ok(log.await?)
        })
    }

    fn trace(&self, event: i64) -> Future<'_, Option<String>> {
        Box::pin(async move {
            let trace = transact(&self.shared, &event, |transaction, event| {
                super::super::trace::of(transaction, *event).boxed()
            });
            Ok(trace.await?)
        })
    }

    fn last_traces(&self, count: usize) -> Future<'_, Vec<String>> {
        Box::pin(async move {
            let traces = transact(&self.shared, &count, |transaction, count| {
                super::super::trace::last(transaction, *count).boxed()
            });
            Ok(traces.await?)
        })
    }
}

impl fmt::Debug for PostgresReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresReader").field("schema", &self.shared.schema).finish_non_exhaustive()
    }
}
