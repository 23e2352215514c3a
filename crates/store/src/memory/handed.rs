//! Answers that may come too late for whoever asked.

use std::{future, mem, task::Poll};

use super::Memory;
use crate::rules::answer::Answer;

/// An answer that is on its way. If it is dropped before it is received, what it gave out is taken back.
pub(super) struct Handed<'a, T: Answer> {
    store: &'a Memory,
    /// `None` once received.
    answer: Option<T>,
}

impl<'a, T: Answer> Handed<'a, T> {
    /// This answer, of that store.
    pub(super) fn new(store: &'a Memory, answer: T) -> Self {
        Self { store, answer: Some(answer) }
    }

    /// The answer, in the hands of whoever asked.
    pub(super) fn receive(mut self) -> T {
        self.answer.take().expect("only this takes it, and only once")
    }
}

impl<T: Answer> Drop for Handed<'_, T> {
    fn drop(&mut self) {
        let Some(answer) = self.answer.take() else { return };
        let undo = answer.undo();
        if !undo.is_empty() {
            let mut database = self.store.lock();
            // After a restart everything was taken back.
            if database.run == self.store.run {
                database.durable.take_back(&undo);
                database.durable.handover.deliver();
            }
        }
    }
}

/// Lets others go first.
pub(super) async fn yield_once() {
    let mut yielded = false;
    future::poll_fn(|context| {
        if mem::replace(&mut yielded, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
