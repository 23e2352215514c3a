//! What the writer is asked to do: work inside a transaction, and an answer after its commit.

use tokio::sync::oneshot;

use super::{failure::Failure, transaction::Transaction};
use crate::{
    StoreError,
    rules::answer::{Answer, Undo},
};

/// A piece of work that shares a transaction, and so a commit, with others.
pub(super) trait Operation: Send {
    /// Does the work. It is done again from the start if the transaction was rolled back.
    fn apply(&mut self, transaction: &Transaction<'_>) -> Result<(), Failure>;

    /// Answers, once it is certain whether the work is kept. Returns what has to be undone because nobody
    /// waits for the answer any more.
    fn answer(self: Box<Self>, outcome: Result<(), StoreError>) -> Undo;
}

/// Work with somebody waiting for its result.
pub(super) struct Request<F, T> {
    work: F,
    result: Option<T>,
    reply: oneshot::Sender<Result<T, StoreError>>,
}

impl<F, T> Request<F, T>
where
    F: Fn(&Transaction<'_>) -> Result<T, Failure> + Send,
    T: Answer,
{
    /// This work, and where its result will come.
    pub(super) fn new(work: F) -> (Self, oneshot::Receiver<Result<T, StoreError>>) {
        let (reply, receiver) = oneshot::channel();
        (Self { work, result: None, reply }, receiver)
    }
}

impl<F, T> Operation for Request<F, T>
where
    F: Fn(&Transaction<'_>) -> Result<T, Failure> + Send,
    T: Answer,
{
    fn apply(&mut self, transaction: &Transaction<'_>) -> Result<(), Failure> {
        self.result = Some((self.work)(transaction)?);
        Ok(())
    }

    fn answer(self: Box<Self>, outcome: Result<(), StoreError>) -> Undo {
        let answer = match (outcome, self.result) {
            (Ok(()), Some(result)) => Ok(result),
            (Ok(()), None) => Err(StoreError::Unavailable("the work was not begun".into())),
            (Err(error), _) => Err(error),
        };
        match self.reply.send(answer) {
            Err(Ok(undelivered)) => undelivered.undo(),
            Ok(()) | Err(Err(_)) => Undo::default(),
        }
    }
}
