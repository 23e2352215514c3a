//! The lane of what goes out: turns that end, and the calls that they leave behind.
//!
//! There is one, so that calls are handed over in the order of commits.

use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::FutureExt as _;
use tokio::sync::mpsc;

use super::{
    failure::Failure,
    finish::finish,
    news::tell_of_calls,
    outbox,
    request::{Reply, batch},
    settle::settle,
    shared::Shared,
    transaction::{Transaction, transact},
    undelivered::take_back,
};
use crate::{
    AccountId, Aftermath, Finish, Finished, OutboxRow, Outlet, Settlement,
    rules::{
        answer::{Answer, Undo},
        handover::Handover,
    },
};

/// How long to rest before taking something back that could not be taken back.
const REST: Duration = Duration::from_millis(100);

/// What is asked of the lane.
pub(super) enum Outgoing {
    Finish(Vec<Finish>, Reply<Vec<Finished>>),
    Settle(Vec<Settlement>, Reply<Vec<Aftermath>>),
    Mark(Vec<i64>, Reply<Vec<i64>>),
    Load(AccountId, usize, Reply<Vec<OutboxRow>>),
    Publish(Arc<dyn Outlet>, Reply<bool>),
    /// Nobody waits for it any more.
    TakeBack(Undo),
}

/// The lane.
pub(super) struct OutgoingLane {
    pub(super) shared: Arc<Shared>,
    pub(super) queue: mpsc::UnboundedReceiver<Outgoing>,
    pub(super) handover: Handover,
    /// What is to be taken back.
    pub(super) undo: Undo,
    /// The doubts of this process that are known here.
    pub(super) doubts: u64,
}

/// Work that shares a transaction.
#[derive(Default)]
struct Portion {
    turns: Vec<Finish>,
    settlements: Vec<Settlement>,
    marks: Vec<i64>,
    loads: Vec<(AccountId, usize)>,
    undo: Undo,
    handover: Handover,
}

/// What came of it.
struct Outcome {
    finished: Vec<Finished>,
    aftermaths: Vec<Aftermath>,
    marked: Vec<i64>,
    loaded: Vec<Vec<OutboxRow>>,
    handover: Handover,
    /// The accounts with new calls that another process sends for.
    elsewhere: BTreeSet<i64>,
}

impl OutgoingLane {
    /// Works until everybody who could ask for something is gone.
    pub(super) async fn run(mut self) {
        loop {
            let next = batch(&mut self.queue);
            let batch = if self.undo.is_empty() {
                next.await
            } else {
                tokio::time::timeout(REST, next).await.unwrap_or_else(|_| Some(Vec::new()))
            };
            let Some(batch) = batch else { return };
            self.work(batch).await;
        }
    }

    /// Does the work in one transaction or, if that fails, each in one of its own.
    async fn work(&mut self, batch: Vec<Outgoing>) {
        let mut portion = Portion { undo: std::mem::take(&mut self.undo), ..Portion::default() };
        let mut requests = Vec::with_capacity(batch.len());
        // There may be calls that nobody here knows of: until they are given out anew nothing may overtake them.
        let doubt = self.shared.is_in_doubt();
        for request in batch {
            match request {
                Outgoing::Mark(..) | Outgoing::Load(..) if doubt => {
                    request.refuse(&Failure::doubtful());
                    continue;
                }
                Outgoing::Finish(ref turns, _) => portion.turns.extend_from_slice(turns),
                Outgoing::Settle(ref settlements, _) => portion.settlements.extend_from_slice(settlements),
                Outgoing::Mark(ref rows, _) => portion.marks.extend_from_slice(rows),
                Outgoing::Load(account, limit, _) => portion.loads.push((account, limit)),
                Outgoing::Publish(outlet, reply) => {
                    self.shared.tell_news_to(Arc::clone(&outlet));
                    self.handover.publish_to(outlet);
                    reply.send(Ok(true));
                    continue;
                }
                Outgoing::TakeBack(undo) => {
                    portion.undo.append(undo);
                    continue;
                }
            }
            requests.push(request);
        }
        if requests.is_empty() && portion.undo.is_empty() {
            return;
        }
        let doubts = self.shared.doubts();
        if std::mem::replace(&mut self.doubts, doubts) != doubts || self.shared.is_in_doubt() {
            self.handover.taken_back();
        }
        portion.handover = self.handover.clone();
        let begun = Instant::now();
        match transact(&self.shared, &portion, |transaction, portion| portion.apply(transaction).boxed())
            .await
        {
            Ok(outcome) => self.answer(requests, outcome, begun.elapsed() >= self.shared.lease / 2),
            Err(failure) => {
                self.undo.append(portion.undo);
                if requests.len() <= 1 || failure.is_away() {
                    requests.into_iter().for_each(|request| request.refuse(&failure));
                } else {
                    for request in requests {
                        Box::pin(self.work(vec![request])).await;
                    }
                }
            }
        }
    }

    /// `late` tells that the answer was so long under way that others may send for the accounts by now, as when this process
    /// was stopped meanwhile: then no call is made before it was asked for once more.
    fn answer(&mut self, requests: Vec<Outgoing>, outcome: Outcome, late: bool) {
        let Outcome { finished, mut aftermaths, marked, loaded, handover, elsewhere } = outcome;
        // Before anybody is answered, so that the lanes hear of calls in the order of commits.
        self.handover = handover;
        if late {
            self.handover.unmark();
            aftermaths.iter_mut().for_each(|aftermath| aftermath.dispatching = None);
        }
        self.handover.deliver();
        let (mut finished, mut aftermaths) = (finished.into_iter(), aftermaths.into_iter());
        let (marked, mut loaded) = (BTreeSet::from_iter(marked), loaded.into_iter());
        for request in requests {
            let undo = match request {
                Outgoing::Finish(turns, reply) => {
                    reply.send(Ok(finished.by_ref().take(turns.len()).collect()))
                }
                Outgoing::Settle(settlements, reply) => {
                    reply.send(Ok(aftermaths.by_ref().take(settlements.len()).collect()))
                }
                Outgoing::Mark(_, reply) if late => reply.send(Err(Failure::late().into())),
                Outgoing::Mark(rows, reply) => {
                    reply.send(Ok(rows.into_iter().filter(|row| marked.contains(row)).collect()))
                }
                Outgoing::Load(_, _, reply) => reply.send(Ok(loaded.next().unwrap_or_default())),
                Outgoing::Publish(..) | Outgoing::TakeBack(_) => Undo::default(),
            };
            self.undo.append(undo);
        }
        if !elsewhere.is_empty() {
            tokio::spawn(tell_of_calls(Arc::clone(&self.shared), elsewhere));
        }
    }
}

impl Portion {
    async fn apply(&self, transaction: &Transaction) -> Result<Outcome, Failure> {
        let mut handover = self.handover.clone();
        take_back(transaction, &mut handover, &self.undo).await?;
        let (finished, elsewhere) = finish(transaction, &mut handover, &self.turns).await?;
        let aftermaths = settle(transaction, &mut handover, &self.settlements).await?;
        let marked = outbox::mark(transaction, &mut handover, &self.marks).await?;
        let mut loaded = Vec::with_capacity(self.loads.len());
        for (account, limit) in &self.loads {
            loaded.push(outbox::load(transaction, &mut handover, *account, *limit).await?);
        }
        Ok(Outcome { finished, aftermaths, marked, loaded, handover, elsewhere })
    }
}

impl Outgoing {
    fn refuse(self, failure: &Failure) {
        let failed = failure.clone();
        match self {
            Self::Finish(_, reply) => refuse(reply, failed),
            Self::Settle(_, reply) => refuse(reply, failed),
            Self::Mark(_, reply) => refuse(reply, failed),
            Self::Load(_, _, reply) => refuse(reply, failed),
            Self::Publish(..) | Self::TakeBack(_) => {}
        }
    }
}

fn refuse<T: Answer>(reply: Reply<T>, failure: Failure) {
    reply.send(Err(failure.into()));
}
