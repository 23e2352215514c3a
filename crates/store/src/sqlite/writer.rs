//! The thread that owns the connection, and group commit.
//!
//! While one transaction is being committed, work piles up; all of it shares the next transaction. So the
//! more there is to do, the more each commit carries, and nobody waits for a timer.

use std::{
    cell::{Cell, RefCell},
    fs::File,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, RecvTimeoutError},
    },
    time::Duration,
};

use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::watch;

use super::{
    connection::empty_log, failure::Failure, operation::Operation, space::Space, transaction::Transaction,
    undelivered::Undelivered,
};
use crate::rules::{handover::Handover, own_accounts::OwnAccounts, platforms::Platforms};

/// How many operations share a transaction at most.
const BATCH: usize = 512;

/// How long to rest before taking something back that could not be taken back.
const REST: Duration = Duration::from_millis(100);

/// What the queue holds. `None` only wakes the writer up.
pub(super) type Queued = Option<Box<dyn Operation>>;

/// The writer's side of the store.
pub(super) struct Writer {
    pub(super) connection: Connection,
    pub(super) queue: Receiver<Queued>,
    pub(super) undelivered: Arc<Undelivered>,
    pub(super) commits: Arc<AtomicU64>,
    pub(super) owner: i64,
    pub(super) platforms: Platforms,
    pub(super) own_accounts: OwnAccounts,
    pub(super) handover: Handover,
    /// Held as long as the connection is open.
    pub(super) lock: Option<File>,
    /// Its end tells that the database is closed.
    pub(super) open: watch::Sender<()>,
    /// Whether the log holds what was erased.
    pub(super) log_to_empty: bool,
    /// `None` for a database in memory.
    pub(super) space: Option<Space>,
    /// How long to rest before taking back what nobody waits for.
    pub(super) rest: Duration,
}

impl Writer {
    /// Works until everybody who could ask for something is gone.
    pub(super) fn run(mut self) {
        while let Some(batch) = self.next_batch() {
            if let Some(space) = &mut self.space {
                space.look();
            }
            self.work(batch);
        }
        self.close();
    }

    /// Everything there is to do, as soon as there is something. `None` at the end.
    fn next_batch(&mut self) -> Option<Vec<Box<dyn Operation>>> {
        let undo = self.undelivered.take();
        let first = if undo.is_some() {
            match self.queue.recv_timeout(std::mem::take(&mut self.rest)) {
                Ok(queued) => queued,
                Err(RecvTimeoutError::Timeout) => None,
                // The next start takes back whatever was given out.
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        } else {
            self.queue.recv().ok()?
        };
        let undo = undo.map(|undo| Box::new(undo) as Box<dyn Operation>);
        let mut batch: Vec<_> = undo.into_iter().chain(first).collect();
        while batch.len() < BATCH
            && let Ok(queued) = self.queue.try_recv()
        {
            batch.extend(queued);
        }
        Some(batch)
    }

    /// Does the work in one transaction or, if that fails, each in one of its own.
    fn work(&mut self, mut batch: Vec<Box<dyn Operation>>) {
        let mut outcome = self.commit(&mut batch);
        if matches!(&outcome, Err(Failed::Begin(failure) | Failed::Work(failure)) if failure.full)
            && self.space.as_mut().is_some_and(Space::give_up_ballast)
        {
            outcome = self.commit(&mut batch);
        }
        match outcome {
            Ok(()) => batch.into_iter().for_each(|operation| self.answer(operation, Ok(()))),
            Err(Failed::Begin(failure)) => {
                batch.into_iter().for_each(|operation| self.answer(operation, Err(failure.clone())));
            }
            Err(Failed::Work(failure)) if batch.len() == 1 => {
                batch.into_iter().for_each(|operation| self.answer(operation, Err(failure.clone())));
            }
            Err(Failed::Work(_)) => {
                batch.into_iter().for_each(|operation| self.work(vec![operation]));
            }
        }
    }

    fn commit(&mut self, batch: &mut [Box<dyn Operation>]) -> Result<(), Failed> {
        if batch.is_empty() {
            return Ok(());
        }
        if !self.connection.is_autocommit() {
            // The last transaction could neither be committed nor rolled back.
            self.connection.execute_batch("ROLLBACK").map_err(|error| Failed::Begin(error.into()))?;
        }
        // Rolled back when dropped, unless it was committed.
        let transaction =
            rusqlite::Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
                .map_err(|error| Failed::Begin(error.into()))?;
        let context = Transaction {
            connection: &transaction,
            owner: self.owner,
            platforms: &self.platforms,
            own_accounts: &self.own_accounts,
            handover: RefCell::new(self.handover.clone()),
            empty_log: Cell::new(self.log_to_empty),
        };
        for operation in batch {
            operation.apply(&context).map_err(Failed::Work)?;
        }
        let (handover, log_to_empty) = (context.handover.into_inner(), context.empty_log.get());
        transaction.commit().map_err(|error| Failed::Work(error.into()))?;
        // Before anybody is answered, so that the lanes hear of calls in the order of commits.
        self.handover = handover;
        self.handover.deliver();
        self.commits.fetch_add(1, Ordering::Relaxed);
        self.log_to_empty = log_to_empty;
        if log_to_empty {
            self.empty_log();
        }
        Ok(())
    }

    /// Empties the log. While somebody reads, that is tried again after every commit.
    fn empty_log(&mut self) {
        match empty_log(&self.connection) {
            Ok(emptied) => self.log_to_empty = !emptied,
            Err(error) => tracing::warn!(%error, "what was erased still stands in the write-ahead log"),
        }
    }

    fn answer(&mut self, operation: Box<dyn Operation>, outcome: Result<(), Failure>) {
        let failed = outcome.is_err();
        let undo = operation.answer(outcome.map_err(Into::into));
        if failed && !undo.is_empty() {
            self.rest = REST;
        }
        self.undelivered.add(undo);
    }

    fn close(self) {
        if let Err(error) = empty_log(&self.connection) {
            tracing::warn!(%error, "the write-ahead log stays, to be read at the next start");
        }
        let Self { connection, lock, open, .. } = self;
        if let Err((_, error)) = connection.close() {
            tracing::warn!(%error, "the database was not closed properly");
        }
        drop(lock);
        drop(open);
    }
}

/// Why a batch is not kept.
enum Failed {
    /// No transaction could be begun; nobody's fault.
    Begin(Failure),
    /// Work, or the commit of it.
    Work(Failure),
}
