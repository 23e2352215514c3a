//! SQLite: one file, one process, one thread that writes.
//!
//! Every method sends work to the writer and waits for its answer, which comes after the commit.

mod account;
mod album;
mod chat_log;
mod claim;
mod connection;
mod conversation;
mod copy;
mod dead;
mod dedupe;
mod depth;
mod failure;
mod files;
mod finish;
mod identity;
mod ingest;
mod lock;
mod migrate;
mod moved;
mod once;
mod operation;
mod options;
mod outbox;
mod payload;
mod person;
mod post;
mod reader;
mod receipt;
mod records;
mod report;
mod settle;
mod snapshot;
mod space;
mod sweep;
mod timer;
mod trace;
mod transaction;
mod undelivered;
mod writer;

use std::{
    fmt,
    path::Path,
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc::{SyncSender, TrySendError, sync_channel},
    },
    thread::JoinHandle,
    time::Duration,
};

use jiff::Timestamp;
use secrecy::SecretString;
use tertulia_core::{
    Platform,
    file::{CallFile, FileHash},
    receipt::Receipt,
};
use tokio::sync::watch;

use self::{
    failure::Failure,
    operation::Request,
    space::Space,
    transaction::Transaction,
    undelivered::Undelivered,
    writer::{Queued, Writer},
};
use crate::{
    AccountId, Aftermath, Arrival, Claim, DeadLetter, Depth, Finish, Finished, Future, Ingested, Letter,
    LogEntry, OutboxRow, Outlet, Received, Retention, Settlement, Store, StoreError, Upkeep, Upload,
    rules::{
        answer::{Answer, Undo},
        handover::Handover,
        mail::Mail,
        own_accounts::OwnAccounts,
        platforms::Platforms,
        time::{self, millis},
        waiting::{TakeBack, Waiting},
    },
};

pub(crate) use copy::SqliteSide;
pub use options::{SqliteOptions, Synchronous};
pub use reader::SqliteReader;
pub use records::SqliteCaretaker;
pub use space::free_space;

/// How many operations may wait for the writer.
const QUEUE: usize = 4096;

/// A store in one SQLite file.
///
/// It is the only process that writes to the file: `<path>.lock` is locked as long as it lives. Others may
/// read. Work that is asked for at the same time shares a commit, so it is fastest with much in flight.
pub struct Sqlite {
    /// `None` once closed.
    queue: RwLock<Option<SyncSender<Queued>>>,
    undelivered: Arc<Undelivered>,
    commits: Arc<AtomicU64>,
    /// Whether the disk is so full that nothing new may come in.
    scarce: Arc<AtomicBool>,
    /// Ends with the writer.
    open: watch::Receiver<()>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Sqlite {
    /// Opens a database, or makes one. The path `:memory:` stands for one that is gone when the store is.
    ///
    /// Events that were being handled and calls that were being made when the last process ended are given
    /// out again. This blocks for as long as that takes: milliseconds, unless the database is very large.
    ///
    /// # Errors
    ///
    /// [`StoreError::InUse`] if another process works on the file; [`StoreError::Unusable`] if it cannot be opened, belongs to another program or to a
    /// newer version of this one.
    pub fn open(path: impl AsRef<Path>, options: SqliteOptions) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let lock = if connection::in_memory(path) { None } else { Some(lock::lock(path)?) };
        let connection = connection::connect(path, options)?;
        let owner = account::begin_run(&connection)?;
        let scarce = Arc::<AtomicBool>::default();
        let space = (!connection::in_memory(path)).then(|| Space::of(path, options, Arc::clone(&scarce)));
        let (queue, receiver) = sync_channel(QUEUE);
        let (end, open) = watch::channel(());
        let undelivered = Arc::<Undelivered>::default();
        let commits = Arc::<AtomicU64>::default();
        let writer = Writer {
            connection,
            queue: receiver,
            undelivered: undelivered.clone(),
            commits: commits.clone(),
            owner,
            platforms: Platforms::new(),
            own_accounts: OwnAccounts::default(),
            handover: Handover::default(),
            lock,
            open: end,
            log_to_empty: false,
            space,
            rest: Duration::ZERO,
        };
        let thread = std::thread::Builder::new()
            .name("sqlite-writer".into())
            .spawn(move || writer.run())
            .map_err(|error| StoreError::Unavailable(format!("no thread for the database: {error}")))?;
        Ok(Self {
            queue: RwLock::new(Some(queue)),
            undelivered,
            commits,
            scarce,
            open,
            thread: Mutex::new(Some(thread)),
        })
    }

    /// How many transactions were committed since it was opened. Far fewer than operations, under load.
    pub fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    /// Has the writer do this work. It may be done twice, the first time without effect.
    async fn ask<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Answer + 'static,
        F: Fn(&Transaction<'_>) -> Result<T, Failure> + Send + 'static,
    {
        let (request, receiver) = Request::new(work);
        self.enqueue(Some(Box::new(request)))?;
        Waiting::new(receiver, self).answer().await
    }

    /// Refuses what is new while the disk is nearly full, so that what is waiting can still go out.
    fn check_space(&self) -> Result<(), StoreError> {
        if !self.scarce.load(Ordering::Relaxed) {
            return Ok(());
        }
        self.enqueue(None)?; // has the writer look again
        Err(StoreError::Unavailable("the disk is nearly full".into()))
    }

    fn enqueue(&self, work: Queued) -> Result<(), StoreError> {
        let queue = self.queue.read().unwrap_or_else(PoisonError::into_inner);
        let Some(queue) = &*queue else { return Err(StoreError::Closed) };
        queue.try_send(work).map_err(|error| match error {
            TrySendError::Full(_) => StoreError::Unavailable("too much is waiting for the database".into()),
            TrySendError::Disconnected(_) => StoreError::Closed,
        })
    }
}

/// The writer takes it back.
impl TakeBack for Sqlite {
    fn take_back(&self, undo: Undo) {
        self.undelivered.add(undo);
        // If this does not fit into the queue, the writer is awake anyway.
        let _ = self.enqueue(None);
    }
}

impl Store for Sqlite {
    fn accounts(&self, accounts: Vec<(Platform, String)>) -> Future<'_, Vec<AccountId>> {
        Box::pin(self.ask(move |transaction| account::number(transaction, &accounts)))
    }

    fn payload_key(&self) -> Future<'_, SecretString> {
        Box::pin(async { Ok(self.ask(payload::key).await?.into()) })
    }

    fn ingest(&self, arrivals: Vec<Arrival>, claim: bool) -> Future<'_, Vec<Ingested>> {
        Box::pin(async move {
            self.check_space()?;
            let mail = arrivals.into_iter().map(Mail::new).collect::<Result<Vec<_>, _>>()?;
            self.ask(move |transaction| mail.iter().map(|mail| mail.ingest(transaction, claim)).collect())
                .await
        })
    }

    fn bury(&self, letters: Vec<DeadLetter>) -> Future<'_, ()> {
        Box::pin(async move {
            self.check_space()?;
            self.ask(move |transaction| {
                letters.iter().try_for_each(|letter| dead::bury_letter(transaction, letter))
            })
            .await
        })
    }

    fn claim(&self, limit: usize, now: Timestamp) -> Future<'_, Vec<Claim>> {
        Box::pin(self.ask(move |transaction| claim::claim(transaction, limit, now)))
    }

    fn unserved(&self, since: Timestamp) -> Future<'_, Vec<(String, String)>> {
        Box::pin(self.ask(move |transaction| account::unserved(transaction, millis(since))))
    }

    fn finish(&self, turns: Vec<Finish>) -> Future<'_, Vec<Finished>> {
        Box::pin(
            self.ask(move |transaction| turns.iter().map(|turn| finish::finish(transaction, turn)).collect()),
        )
    }

    fn publish_to(&self, outlet: Arc<dyn Outlet>) -> Future<'_, bool> {
        Box::pin(self.ask(move |transaction| {
            transaction.handover.borrow_mut().publish_to(Arc::clone(&outlet));
            Ok(true)
        }))
    }

    fn load_outbox(&self, account: AccountId, limit: usize) -> Future<'_, Vec<OutboxRow>> {
        Box::pin(self.ask(move |transaction| outbox::load(transaction, account, limit)))
    }

    fn mark_dispatching(&self, rows: Vec<i64>) -> Future<'_, Vec<i64>> {
        Box::pin(self.ask(move |transaction| outbox::mark_dispatching(transaction, &rows)))
    }

    fn settle(&self, settlements: Vec<Settlement>) -> Future<'_, Vec<Aftermath>> {
        Box::pin(self.ask(move |transaction| {
            settlements.iter().map(|settlement| settle::settle(transaction, settlement)).collect()
        }))
    }

    fn message_id(&self, account: AccountId, reference: String) -> Future<'_, Option<String>> {
        Box::pin(self.ask(move |transaction| settle::message_id(transaction, account, &reference)))
    }

    fn receipts(&self, receipts: Vec<(AccountId, Receipt)>, now: Timestamp) -> Future<'_, Received> {
        Box::pin(self.ask(move |transaction| {
            let mut received = Received::default();
            for (place, (account, receipt)) in receipts.iter().enumerate() {
                let told = receipt::receive(transaction, *account, receipt, millis(now))?;
                received.reconciled.extend(told.reconciled);
                received.arrived.extend(told.arrived.then_some(place));
            }
            Ok(received)
        }))
    }

    fn post(&self, letters: Vec<Letter>) -> Future<'_, Vec<bool>> {
        Box::pin(self.ask(move |transaction| {
            letters.iter().map(|letter| post::post(transaction, letter)).collect::<Result<Vec<_>, _>>()
        }))
    }

    fn move_group(&self, account: AccountId, from: String, to: String) -> Future<'_, ()> {
        Box::pin(self.ask(move |transaction| moved::move_group(transaction, account.0, &from, &to)))
    }

    fn recall(&self, inbox: i64, name: String) -> Future<'_, Option<String>> {
        Box::pin(self.ask(move |transaction| once::recall(transaction, inbox, &name)))
    }

    fn record(&self, inbox: i64, name: String, value: String) -> Future<'_, ()> {
        Box::pin(self.ask(move |transaction| once::record(transaction, inbox, &name, &value)))
    }

    fn file(&self, hash: FileHash) -> Future<'_, Option<Arc<[u8]>>> {
        Box::pin(self.ask(move |transaction| files::bytes(transaction, &hash)))
    }

    fn upload(&self, account: AccountId, file: CallFile, now: Timestamp) -> Future<'_, Option<Upload>> {
        Box::pin(self.ask(move |transaction| files::upload(transaction, account, &file, millis(now))))
    }

    fn keep_upload(&self, account: AccountId, file: CallFile, upload: Upload) -> Future<'_, ()> {
        Box::pin(self.ask(move |transaction| files::keep_upload(transaction, account, &file, &upload)))
    }

    fn forget_upload(&self, account: AccountId, file: CallFile) -> Future<'_, ()> {
        Box::pin(self.ask(move |transaction| files::forget_upload(transaction, account, &file)))
    }

    fn keep_traces(&self, traces: Vec<(i64, String)>, keep: usize) -> Future<'_, ()> {
        Box::pin(self.ask(move |transaction| trace::keep(transaction, &traces, keep)))
    }

    fn trace(&self, inbox: i64) -> Future<'_, Option<String>> {
        Box::pin(self.ask(move |transaction| trace::of(transaction, inbox)))
    }

    fn chat_log(&self, user: i64, limit: usize) -> Future<'_, Vec<LogEntry>> {
        Box::pin(self.ask(move |transaction| chat_log::of(transaction.connection, user, limit)))
    }

    fn sweep(&self, now: Timestamp, retention: Retention) -> Future<'_, ()> {
        Box::pin(self.ask(move |transaction| sweep::sweep(transaction, now, retention)))
    }

    fn depth(&self) -> Future<'_, Depth> {
        Box::pin(self.ask(depth::depth))
    }

    fn ready(&self) -> Future<'_, ()> {
        Box::pin(self.ask(|_| Ok(())))
    }

    fn upkeep(&self) -> Option<&(dyn Upkeep + Sync)> {
        Some(self)
    }

    fn close(&self) -> Future<'_, ()> {
        Box::pin(async {
            self.hang_up();
            let mut open = self.open.clone();
            while open.changed().await.is_ok() {}
            self.join(); // It has nothing left to do.
            Ok(())
        })
    }
}

impl Sqlite {
    /// Lets the writer end once it has done what was asked of it.
    fn hang_up(&self) {
        self.queue.write().unwrap_or_else(PoisonError::into_inner).take();
    }

    fn join(&self) {
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread
            && thread.join().is_err()
        {
            tracing::error!("the thread of the database ended by a panic");
        }
    }
}

/// Does what was asked for, closes the database and waits for that, so that it can be opened again at once.
impl Drop for Sqlite {
    fn drop(&mut self) {
        self.hang_up();
        self.join();
    }
}

impl fmt::Debug for Sqlite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sqlite").finish_non_exhaustive()
    }
}
