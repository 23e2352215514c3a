//! The lanes of what comes in. There are two, so that one fills while the other commits.

use std::sync::Arc;

use futures_util::FutureExt as _;
use tokio::sync::{Mutex, mpsc};

use super::{
    ingest::ingest,
    outgoing::Outgoing,
    request::{Reply, batch},
    shared::Shared,
    transaction::transact,
};
use crate::{Ingested, rules::mail::Mail};

/// How many lanes there are.
pub(super) const LANES: usize = 2;

/// How many requests may wait.
pub(super) const QUEUE: usize = 4096;

/// Events to be put into their mailboxes.
pub(super) struct Incoming {
    pub(super) portion: Portion,
    pub(super) reply: Reply<Vec<Ingested>>,
}

/// The events of one request.
pub(super) struct Portion {
    pub(super) mails: Vec<Mail>,
    /// Whether idle conversations are claimed as well.
    pub(super) claim: bool,
}

/// A lane.
pub(super) struct IncomingLane {
    pub(super) shared: Arc<Shared>,
    /// Whoever is idle takes what there is.
    pub(super) queue: Arc<Mutex<mpsc::Receiver<Incoming>>>,
    /// Where it is taken back what nobody waits for.
    pub(super) outgoing: mpsc::UnboundedSender<Outgoing>,
}

impl IncomingLane {
    /// Works until everybody who could ask for something is gone.
    pub(super) async fn run(self) {
        loop {
            let batch = batch(&mut *self.queue.lock().await).await;
            let Some(batch) = batch else { return };
            let (portions, replies): (Vec<_>, Vec<_>) =
                batch.into_iter().map(|Incoming { portion, reply }| (portion, reply)).unzip();
            self.work(portions, replies).await;
        }
    }

    /// Does the work in one transaction or, if that fails, each in one of its own.
    async fn work(&self, portions: Vec<Portion>, replies: Vec<Reply<Vec<Ingested>>>) {
        match transact(&self.shared, &portions, |transaction, portions| ingest(transaction, portions).boxed())
            .await
        {
            Ok(answers) => {
                let answers = answers.into_iter();
                answers.zip(replies).for_each(|(answer, reply)| self.answer(reply, Ok(answer)));
            }
            Err(failure) if portions.len() == 1 || failure.is_away() => {
                replies.into_iter().for_each(|reply| self.answer(reply, Err(failure.clone())));
            }
            Err(_) => {
                for (portion, reply) in portions.into_iter().zip(replies) {
                    Box::pin(self.work(vec![portion], vec![reply])).await;
                }
            }
        }
    }

    fn answer(&self, reply: Reply<Vec<Ingested>>, answer: Result<Vec<Ingested>, super::failure::Failure>) {
        let undo = reply.send(answer.map_err(Into::into));
        if !undo.is_empty() {
            // The lane ends after this one.
            let _ = self.outgoing.send(Outgoing::TakeBack(undo));
        }
    }
}
