//! The asker's side of a request.

use tokio::sync::oneshot;

use super::answer::{Answer, Undo};
use crate::StoreError;

/// What gets back that which nobody received.
pub(crate) trait TakeBack: Sync {
    /// Takes back what was given to somebody who is gone.
    fn take_back(&self, undo: Undo);
}

/// Somebody waiting for an answer, who may leave before it comes.
pub(crate) struct Waiting<'a, T: Answer> {
    receiver: oneshot::Receiver<Result<T, StoreError>>,
    store: &'a dyn TakeBack,
}

impl<'a, T: Answer> Waiting<'a, T> {
    /// Waits for that answer.
    pub(crate) fn new(receiver: oneshot::Receiver<Result<T, StoreError>>, store: &'a dyn TakeBack) -> Self {
        Self { receiver, store }
    }

    /// The answer.
    pub(crate) async fn answer(mut self) -> Result<T, StoreError> {
        (&mut self.receiver).await.unwrap_or(Err(StoreError::Closed))
    }
}

impl<T: Answer> Drop for Waiting<'_, T> {
    fn drop(&mut self) {
        // From here on it is the engine that finds that nobody waits.
        self.receiver.close();
        if let Ok(Ok(answer)) = self.receiver.try_recv() {
            let undo = answer.undo();
            if !undo.is_empty() {
                self.store.take_back(undo);
            }
        }
    }
}
