//! Memory: for simulations and tests, where a crash is a method call.
//!
//! Everything is done in one step under one lock: an operation happens when its future is polled first, and
//! answers when it is polled again. Nothing here tells the time or makes up numbers at random.

mod accounts;
mod chat_log;
mod chats;
mod claim;
mod conversation;
mod conversations;
mod counter;
mod dead;
mod dedupe;
mod durable;
mod faults;
mod files;
mod finish;
mod handed;
mod ingest;
mod inspect;
mod moved;
mod once;
mod outbox;
mod payloads;
mod people;
mod post;
mod receipt;
mod report;
mod restart;
mod sent;
mod settle;
mod snapshot;
mod sweep;
mod timer;
mod trace;

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use jiff::Timestamp;
use secrecy::SecretString;
use tertulia_core::{
    Platform,
    file::{CallFile, FileHash},
    receipt::Receipt,
};

use self::{durable::Durable, faults::Faults, handed::Handed};
use crate::{
    AccountId, Aftermath, Arrival, Claim, DeadLetter, Depth, Finish, Finished, Future, Ingested, Letter,
    LogEntry, OutboxRow, Outlet, Received, Retention, Settlement, Store, StoreError, Upload,
    rules::{answer::Answer, key, time::millis},
};

pub use inspect::{Dead, Sent, Watermarks};

/// A store in memory that does the same as the others, is deterministic, and can crash.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), tertulia_store::StoreError> {
/// use tertulia_store::{Memory, Store, StoreError};
///
/// let memory = Memory::seeded(7);
/// memory.payload_key().await?;
/// let next = memory.reopen(); // as after `kill -9`
/// assert!(matches!(memory.depth().await, Err(StoreError::Closed)));
/// assert_eq!(next.depth().await?.inbox, 0);
/// # Ok(())
/// # }
/// ```
pub struct Memory {
    /// The run of the process this is.
    run: u64,
    database: Arc<Mutex<Database>>,
}

/// What all runs share.
#[derive(Default)]
struct Database {
    /// The run that may use it.
    run: u64,
    faults: Faults,
    durable: Durable,
}

impl Memory {
    /// An empty store. The key of payloads is random.
    pub fn new() -> Self {
        Self { run: 0, database: Arc::default() }
    }

    /// An empty store with the key of payloads that belongs to this seed.
    pub fn seeded(seed: u64) -> Self {
        let payload_key = Some(key::encode(&seed.to_le_bytes().repeat(key::BYTES / size_of::<u64>())));
        let durable = Durable { payload_key, ..Durable::default() };
        let database = Database { durable, ..Database::default() };
        Self { run: 0, database: Arc::new(Mutex::new(database)) }
    }

    /// The process died and another opens what it left behind: conversations are free, with another fence, and
    /// calls that were given out wait again. This store, and any opened before, is closed from then on.
    #[must_use]
    pub fn reopen(&self) -> Self {
        let mut database = self.lock();
        database.run += 1;
        database.durable.restart();
        Self { run: database.run, database: Arc::clone(&self.database) }
    }

    /// The next `operations` answer [`StoreError::Unavailable`] and change nothing, as on a full disk.
    ///
    /// Each call sets the number anew; zero ends it. [`Store::close`] never fails.
    pub fn fail_next(&self, operations: usize) {
        self.lock().faults.refused = operations;
    }

    /// The next `operations` are kept and answer [`StoreError::Unavailable`] all the same, as if the connection
    /// broke before the commit was acknowledged. What they gave out is taken back, for nobody got it.
    ///
    /// Each call sets the number anew; zero ends it. Operations that [`Memory::fail_next`] refuses do not count.
    pub fn fail_after_commit(&self, operations: usize) {
        self.lock().faults.unacknowledged = operations;
    }

    /// Does the work, and answers when polled again. What is answered to nobody is taken back.
    async fn commit<T: Answer>(
        &self,
        work: impl FnOnce(&mut Durable) -> Result<T, StoreError> + Send,
    ) -> Result<T, StoreError> {
        let handed = self.apply(work).map(|answer| Handed::new(self, answer));
        handed::yield_once().await;
        handed.map(Handed::receive)
    }

    /// Does the work. If that fails it must not have changed anything.
    fn apply<T: Answer>(
        &self,
        work: impl FnOnce(&mut Durable) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut database = self.lock();
        let Database { run, faults, durable } = &mut *database;
        if *run != self.run {
            return Err(StoreError::Closed);
        }
        faults.refuse()?;
        let answer = work(durable)?;
        if let Err(lost) = faults.lose() {
            let mut undo = answer.undo();
            undo.calls.extend(durable.handover.forget());
            durable.take_back(&undo);
            durable.handover.deliver();
            return Err(lost);
        }
        durable.handover.deliver();
        Ok(answer)
    }

    fn lock(&self) -> MutexGuard<'_, Database> {
        self.database.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for Memory {
    fn accounts(&self, accounts: Vec<(Platform, String)>) -> Future<'_, Vec<AccountId>> {
        Box::pin(self.commit(move |durable| {
            let numbers: Vec<_> =
                accounts.into_iter().map(|account| durable.accounts.number(account)).collect();
            durable.own_accounts.add(&numbers);
            Ok(numbers)
        }))
    }

    fn payload_key(&self) -> Future<'_, SecretString> {
        Box::pin(async { Ok(self.commit(Durable::payload_key).await?.into()) })
    }

    fn ingest(&self, arrivals: Vec<Arrival>, claim: bool) -> Future<'_, Vec<Ingested>> {
        Box::pin(self.commit(move |durable| durable.ingest(arrivals, claim)))
    }

    fn bury(&self, letters: Vec<DeadLetter>) -> Future<'_, ()> {
        Box::pin(self.commit(move |durable| {
            letters.into_iter().for_each(|letter| durable.dead.letter(letter));
            Ok(())
        }))
    }

    fn claim(&self, limit: usize, now: Timestamp) -> Future<'_, Vec<Claim>> {
        Box::pin(self.commit(move |durable| Ok(durable.claim(limit, now))))
    }

    fn unserved(&self, since: Timestamp) -> Future<'_, Vec<(String, String)>> {
        Box::pin(self.commit(move |durable| Ok(durable.unserved(millis(since)))))
    }

    fn finish(&self, turns: Vec<Finish>) -> Future<'_, Vec<Finished>> {
        Box::pin(self.commit(move |durable| Ok(turns.into_iter().map(|turn| durable.finish(turn)).collect())))
    }

    fn publish_to(&self, outlet: Arc<dyn Outlet>) -> Future<'_, bool> {
        Box::pin(self.commit(move |durable| {
            durable.handover.publish_to(outlet);
            Ok(true)
        }))
    }

    fn load_outbox(&self, account: AccountId, limit: usize) -> Future<'_, Vec<OutboxRow>> {
        Box::pin(self.commit(move |durable| Ok(durable.load_outbox(account, limit))))
    }

    fn mark_dispatching(&self, rows: Vec<i64>) -> Future<'_, Vec<i64>> {
        Box::pin(self.commit(move |durable| {
            Ok(rows.into_iter().filter(|row| durable.outbox.mark_dispatching(*row)).collect())
        }))
    }

    fn settle(&self, settlements: Vec<Settlement>) -> Future<'_, Vec<Aftermath>> {
        Box::pin(self.commit(move |durable| {
            Ok(settlements.into_iter().map(|settlement| durable.settle(settlement)).collect())
        }))
    }

    fn message_id(&self, account: AccountId, reference: String) -> Future<'_, Option<String>> {
        Box::pin(self.commit(move |durable| Ok(durable.sent.find(account, &reference))))
    }

    fn receipts(&self, receipts: Vec<(AccountId, Receipt)>, now: Timestamp) -> Future<'_, Received> {
        Box::pin(self.commit(move |durable| Ok(durable.receive(receipts, millis(now)))))
    }

    fn post(&self, letters: Vec<Letter>) -> Future<'_, Vec<bool>> {
        Box::pin(
            self.commit(move |durable| Ok(letters.into_iter().map(|letter| durable.post(letter)).collect())),
        )
    }

    fn move_group(&self, account: AccountId, from: String, to: String) -> Future<'_, ()> {
        Box::pin(self.commit(move |durable| {
            durable.move_group(account, &from, &to);
            Ok(())
        }))
    }

    fn recall(&self, inbox: i64, name: String) -> Future<'_, Option<String>> {
        Box::pin(self.commit(move |durable| Ok(durable.recall(inbox, &name))))
    }

    fn record(&self, inbox: i64, name: String, value: String) -> Future<'_, ()> {
        Box::pin(self.commit(move |durable| {
            durable.record(inbox, name, value);
            Ok(())
        }))
    }

    fn file(&self, hash: FileHash) -> Future<'_, Option<Arc<[u8]>>> {
        Box::pin(self.commit(move |durable| Ok(durable.files.bytes(&hash))))
    }

    fn upload(&self, account: AccountId, file: CallFile, now: Timestamp) -> Future<'_, Option<Upload>> {
        Box::pin(self.commit(move |durable| Ok(durable.files.upload(account, file, millis(now)))))
    }

    fn keep_upload(&self, account: AccountId, file: CallFile, upload: Upload) -> Future<'_, ()> {
        Box::pin(self.commit(move |durable| {
            durable.files.keep_upload(account, file, upload);
            Ok(())
        }))
    }

    fn forget_upload(&self, account: AccountId, file: CallFile) -> Future<'_, ()> {
        Box::pin(self.commit(move |durable| {
            durable.files.forget_upload(account, file);
            Ok(())
        }))
    }

    fn keep_traces(&self, traces: Vec<(i64, String)>, keep: usize) -> Future<'_, ()> {
        Box::pin(self.commit(move |durable| {
            durable.traces.keep(traces, keep);
            Ok(())
        }))
    }

    fn chat_log(&self, user: i64, limit: usize) -> Future<'_, Vec<LogEntry>> {
        Box::pin(self.commit(move |durable| Ok(durable.log_of(user, limit))))
    }

    fn trace(&self, inbox: i64) -> Future<'_, Option<String>> {
        Box::pin(self.commit(move |durable| Ok(durable.traces.of(inbox))))
    }

    fn sweep(&self, now: Timestamp, retention: Retention) -> Future<'_, ()> {
        Box::pin(self.commit(move |durable| {
            durable.sweep(now, retention);
            Ok(())
        }))
    }

    fn depth(&self) -> Future<'_, Depth> {
        Box::pin(self.commit(|durable| Ok(durable.depth())))
    }

    fn ready(&self) -> Future<'_, ()> {
        Box::pin(self.commit(|_| Ok(())))
    }

    fn close(&self) -> Future<'_, ()> {
        Box::pin(async {
            let mut database = self.lock();
            if database.run == self.run {
                database.run += 1; // Nobody's, until it is opened again.
            }
            Ok(())
        })
    }
}

impl Default for Memory {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memory").field("run", &self.run).finish_non_exhaustive()
    }
}
