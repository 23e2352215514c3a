//! Somebody who takes calls as they are kept.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::{AccountId, OutboxRow, Outlet, Room, Store};

/// An outlet that keeps what it is given.
#[derive(Debug, Default)]
pub struct Tray(Mutex<Held>);

#[derive(Debug, Default)]
struct Held {
    room: Room,
    rows: Vec<OutboxRow>,
    waits: usize,
    works: usize,
}

impl Tray {
    /// A tray that calls are handed to from now on, with room for `calls` in all. Nobody waits for the calls of the
    /// account any more: they were loaded.
    pub async fn under(store: &dyn Store, account: AccountId, calls: usize) -> Arc<Self> {
        let tray = Arc::<Self>::default();
        tray.make_room(Room { calls, flowing: true });
        assert!(store.publish_to(Arc::clone(&tray) as Arc<dyn Outlet>).await.unwrap());
        store.load_outbox(account, usize::MAX).await.unwrap();
        tray
    }

    /// So much may be handed over from now on.
    pub fn make_room(&self, room: Room) {
        self.held().room = room;
    }

    /// Takes out what was handed over, in the order in which it came.
    pub fn empty(&self) -> Vec<OutboxRow> {
        std::mem::take(&mut self.held().rows)
    }

    /// How many times it was told that calls wait.
    pub fn waits(&self) -> usize {
        self.held().waits
    }

    /// How many times it was told that something waits to be claimed.
    pub fn works(&self) -> usize {
        self.held().works
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Outlet for Tray {
    fn room(&self, _: AccountId) -> Room {
        self.held().room
    }

    fn take(&self, _: AccountId, mut rows: Vec<OutboxRow>) {
        let mut held = self.held();
        held.room.calls = held.room.calls.saturating_sub(rows.len());
        held.rows.append(&mut rows);
    }

    fn wait(&self, _: AccountId) {
        self.held().waits += 1;
    }

    fn work(&self) {
        self.held().works += 1;
    }
}
