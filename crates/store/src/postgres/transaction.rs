//! What work is given to do its work with.

use std::sync::Arc;

use deadpool_postgres::Object;
use futures_util::future::BoxFuture;
use tokio_postgres::Row;

use super::{
    failure::Failure,
    shared::Shared,
    value::{Bound, Values},
};

/// How often work is done again that met other work, or a dead connection.
const TRIES: usize = 4;

/// An open transaction.
pub(super) struct Transaction {
    /// `None` once it has ended.
    client: Option<Object>,
    /// What all work shares.
    pub(super) shared: Arc<Shared>,
    /// What marks conversations and accounts as this process's.
    pub(super) process: i64,
}

/// Does work in a transaction, again if it met other work. Nothing is kept unless this answers `Ok`. Only if the connection
/// breaks during the commit nobody can tell: then this process leaves everything it had begun, and begins anew.
pub(super) async fn transact<I: Sync, T>(
    shared: &Arc<Shared>,
    input: &I,
    work: impl for<'a> Fn(&'a Transaction, &'a I) -> BoxFuture<'a, Result<T, Failure>>,
) -> Result<T, Failure> {
    let mut tries = 0;
    loop {
        tries += 1;
        let attempt = async {
            let transaction = Transaction::begin(shared).await?;
            match work(&transaction, input).await {
                Ok(answer) => Ok((transaction, answer)),
                Err(failure) => {
                    transaction.roll_back().await;
                    Err(failure)
                }
            }
        };
        match tokio::time::timeout(shared.patience, attempt).await {
            Ok(Ok((transaction, answer))) => {
                let commit = tokio::time::timeout(shared.patience, transaction.commit()).await;
                let commit = commit.unwrap_or_else(|_| Err(Failure::late()));
                if commit.is_err() {
                    // It may be kept, and have claimed or given out what nobody here knows of.
                    shared.begin_anew();
                }
                return commit.map(|()| answer);
            }
            Ok(Err(failure)) if failure.passing && tries < TRIES => {
                tracing::debug!(?failure, "work met other work, and is done again");
            }
            Ok(Err(failure)) => return Err(failure),
            Err(_) => return Err(Failure::late()),
        }
    }
}

impl Transaction {
    pub(super) async fn begin(shared: &Arc<Shared>) -> Result<Self, Failure> {
        let client = shared.pool.get().await?;
        // From here on the connection is given up if the work is.
        let transaction =
            Self { client: Some(client), shared: Arc::clone(shared), process: shared.process() };
        transaction.client().batch_execute(&shared.begin).await?;
        Ok(transaction)
    }

    /// The rows that a statement gives.
    pub(super) async fn rows(&self, sql: &str, values: Values<'_>) -> Result<Vec<Row>, Failure> {
        told(sql);
        let bound: Vec<Bound<'_>> = values.iter().map(|value| value.bind()).collect();
        let typed: Vec<_> =
            bound.iter().zip(values).map(|(bound, value)| (bound.sql(), value.kind())).collect();
        Ok(self.client().query_typed(sql, &typed).await?)
    }

    /// The first row that a statement gives, if there is one.
    pub(super) async fn row(&self, sql: &str, values: Values<'_>) -> Result<Option<Row>, Failure> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// Does what a statement says, and tells how many rows that concerned.
    pub(super) async fn execute(&self, sql: &str, values: Values<'_>) -> Result<u64, Failure> {
        told(sql);
        let bound: Vec<Bound<'_>> = values.iter().map(|value| value.bind()).collect();
        let typed: Vec<_> =
            bound.iter().zip(values).map(|(bound, value)| (bound.sql(), value.kind())).collect();
        Ok(self.client().execute_typed(sql, &typed).await?)
    }

    /// Does several statements without parameters.
    pub(super) async fn batch(&self, sql: &str) -> Result<(), Failure> {
        Ok(self.client().batch_execute(sql).await?)
    }

    async fn commit(mut self) -> Result<(), Failure> {
        self.client().batch_execute("COMMIT").await?;
        self.client.take();
        Ok(())
    }

    async fn roll_back(mut self) {
        if self.client().batch_execute("ROLLBACK").await.is_ok() {
            self.client.take();
        }
    }

    fn client(&self) -> &Object {
        self.client.as_ref().expect("it is there until the transaction is consumed")
    }
}

/// For whoever asks the server how it goes about a statement. The values stay out: they are what people said.
fn told(sql: &str) {
    tracing::trace!(sql, "statement");
}

/// A transaction that was left open is ended with its connection.
impl Drop for Transaction {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            drop(Object::take(client));
        }
    }
}
