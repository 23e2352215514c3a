//! The asker's side of a request.

use tokio::sync::oneshot;

use super::Sqlite;
use crate::{StoreError, rules::answer::Answer};

/// Somebody waiting for an answer, who may leave before it comes.
pub(super) struct Waiting<'a, T: Answer> {
    receiver: oneshot::Receiver<Result<T, StoreError>>,
    store: &'a Sqlite,
}

impl<'a, T: Answer> Waiting<'a, T> {
    /// Waits for that answer.
    pub(super) fn new(receiver: oneshot::Receiver<Result<T, StoreError>>, store: &'a Sqlite) -> Self {
        Self { receiver, store }
    }

    /// The answer.
    pub(super) async fn answer(mut self) -> Result<T, StoreError> {
        (&mut self.receiver).await.unwrap_or(Err(StoreError::Closed))
    }
}

impl<T: Answer> Drop for Waiting<'_, T> {
    fn drop(&mut self) {
        // From here on it is the writer who finds that nobody waits.
        self.receiver.close();
        if let Ok(Ok(answer)) = self.receiver.try_recv() {
            self.store.take_back(answer.undo());
        }
    }
}
