//! What is asked of a lane, and where its answer goes.

use tokio::sync::{mpsc, oneshot};

use crate::{
    StoreError,
    rules::answer::{Answer, Undo},
};

/// How many requests share a transaction at most.
const BATCH: usize = 256;

/// Where an answer goes.
pub(super) struct Reply<T>(oneshot::Sender<Result<T, StoreError>>);

impl<T: Answer> Reply<T> {
    /// A way for an answer, and its end.
    pub(super) fn new() -> (Self, oneshot::Receiver<Result<T, StoreError>>) {
        let (reply, receiver) = oneshot::channel();
        (Self(reply), receiver)
    }

    /// Answers. Gives what has to be taken back because nobody waits for the answer any more.
    pub(super) fn send(self, answer: Result<T, StoreError>) -> Undo {
        match self.0.send(answer) {
            Err(Ok(undelivered)) => undelivered.undo(),
            Ok(()) | Err(Err(_)) => Undo::default(),
        }
    }
}

/// A queue of either kind.
pub(super) trait Queue<R>: Send {
    /// The next request. `None` when there will be none any more.
    fn next(&mut self) -> impl Future<Output = Option<R>> + Send;

    /// The next request, if it is there already.
    fn another(&mut self) -> Option<R>;
}

impl<R: Send> Queue<R> for mpsc::Receiver<R> {
    fn next(&mut self) -> impl Future<Output = Option<R>> + Send {
        self.recv()
    }

    fn another(&mut self) -> Option<R> {
        self.try_recv().ok()
    }
}

impl<R: Send> Queue<R> for mpsc::UnboundedReceiver<R> {
    fn next(&mut self) -> impl Future<Output = Option<R>> + Send {
        self.recv()
    }

    fn another(&mut self) -> Option<R> {
        self.try_recv().ok()
    }
}

/// Everything there is to do, as soon as there is something: what came while the last transaction was under way shares
/// the next one. `None` at the end.
pub(super) async fn batch<R>(queue: &mut impl Queue<R>) -> Option<Vec<R>> {
    let mut batch = vec![queue.next().await?];
    while batch.len() < BATCH
        && let Some(request) = queue.another()
    {
        batch.push(request);
    }
    Some(batch)
}
