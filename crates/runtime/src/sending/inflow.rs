//! What comes to an account's sender from elsewhere.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use tertulia_store::{AccountId, OutboxRow, Outlet, Room};
use tokio::sync::Notify;

use crate::turns::Turns;

/// Above how many calls in memory no more are taken.
pub(super) const LOADED: usize = 8192;

/// Calls as they are kept, what receipts proved, and that there is news at all.
#[derive(Debug, Default)]
pub(crate) struct Inflow {
    news: Notify,
    handed: Mutex<Vec<OutboxRow>>,
    /// Lane and row of calls that were made though nobody knew.
    proven: Mutex<Vec<(i64, i64)>>,
    /// Whether calls wait to be loaded.
    more: AtomicBool,
    /// How many calls the lanes hold.
    in_lanes: AtomicUsize,
    /// Whether a call that is the first of its lane is made at once.
    flowing: AtomicBool,
}

impl Inflow {
    /// Calls wait in the outbox.
    pub(crate) fn wait(&self) {
        self.more.store(true, Ordering::Release);
        self.news.notify_one();
    }

    /// A receipt proved that a call was made.
    pub(crate) fn prove(&self, chat: i64, row: i64) {
        lock(&self.proven).push((chat, row));
        self.news.notify_one();
    }

    /// Ends when there is something new.
    pub(super) async fn news(&self) {
        self.news.notified().await;
    }

    /// Whether calls wait in the outbox. Asks once for each time that was told.
    pub(super) fn take_more(&self) -> bool {
        self.more.swap(false, Ordering::AcqRel)
    }

    /// The calls that were handed over since the last time.
    pub(super) fn take_handed(&self) -> Vec<OutboxRow> {
        std::mem::take(&mut *lock(&self.handed))
    }

    /// What receipts proved since the last time.
    pub(super) fn take_proven(&self) -> Vec<(i64, i64)> {
        std::mem::take(&mut *lock(&self.proven))
    }

    /// How things stand with the lanes.
    pub(super) fn tell(&self, in_lanes: usize, flowing: bool) {
        self.in_lanes.store(in_lanes, Ordering::Relaxed);
        self.flowing.store(flowing, Ordering::Relaxed);
    }

    /// Whether a call that is the first of its lane is made at once.
    pub(super) fn flowing(&self) -> bool {
        self.flowing.load(Ordering::Relaxed)
    }

    fn room(&self) -> Room {
        let held = self.in_lanes.load(Ordering::Relaxed) + lock(&self.handed).len();
        Room { calls: LOADED.saturating_sub(held), flowing: self.flowing() }
    }

    fn take(&self, mut rows: Vec<OutboxRow>) {
        lock(&self.handed).append(&mut rows);
        self.news.notify_one();
    }
}

/// What the store tells of: to the senders that are here, and to those who run turns.
#[derive(Debug)]
pub(crate) struct Inflows {
    pub(crate) inflows: HashMap<AccountId, Arc<Inflow>>,
    pub(crate) turns: Arc<Turns>,
}

impl Outlet for Inflows {
    fn room(&self, account: AccountId) -> Room {
        self.inflows.get(&account).map(|inflow| inflow.room()).unwrap_or_default()
    }

    fn take(&self, account: AccountId, rows: Vec<OutboxRow>) {
        if let Some(inflow) = self.inflows.get(&account) {
            inflow.take(rows);
        }
    }

    fn wait(&self, account: AccountId) {
        if let Some(inflow) = self.inflows.get(&account) {
            inflow.wait();
        }
    }

    fn work(&self) {
        self.turns.wake();
    }

    fn gone(&self, account: AccountId, chat: i64, row: i64) {
        // As if it had been made: its lane goes on without it.
        if let Some(inflow) = self.inflows.get(&account) {
            inflow.prove(chat, row);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
