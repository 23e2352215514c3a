//! What waits to be told, between those who must not wait and the one who does.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Notify;

use super::groups::Note;

/// How much waits at most. What is told is short, so this is far below a megabyte.
pub(super) const ROOM: usize = 256;

/// A queue that has always room: the oldest gives way.
#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting: Mutex<Waiting>,
    news: Notify,
}

/// What waits.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    pub(super) notes: VecDeque<Note>,
    /// How many gave way since this was last taken.
    pub(super) dropped: u64,
    /// Whether nothing more comes.
    pub(super) closed: bool,
}

impl Queue {
    pub(super) fn push(&self, note: Note) {
        let mut waiting = self.lock();
        if waiting.notes.len() == ROOM {
            waiting.notes.pop_front();
            waiting.dropped += 1;
        }
        waiting.notes.push_back(note);
        drop(waiting);
        self.news.notify_one();
    }

    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.news.notify_one();
    }

    /// Takes what waits.
    pub(super) fn take(&self) -> Waiting {
        let mut waiting = self.lock();
        let closed = waiting.closed;
        std::mem::replace(&mut *waiting, Waiting { closed, ..Waiting::default() })
    }

    /// Waits until there is something to take.
    pub(super) async fn news(&self) {
        self.news.notified().await;
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
