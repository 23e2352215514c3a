//! The senders: one for each account, so that its limits are exact and its messages in order.

mod attach;
mod breaker;
mod deliver;
mod inflow;
mod lanes;
mod limiter;

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use tertulia_store::{OutboxRow, Settled, Settlement};
use tokio::{sync::watch, task::JoinSet};
use tracing::Instrument as _;

use crate::{
    reports::{Kind, Report},
    service::{Account, Shared},
    spans,
};

pub(crate) use inflow::{Inflow, Inflows};

use breaker::Breaker;
use deliver::{Delivered, Next, deliver};
use inflow::LOADED;
use lanes::{Lanes, Ready};
use limiter::Limiter;

/// How many rows are loaded from the outbox at once.
const BATCH: usize = 256;

/// How often the outbox is looked at though nobody told of anything: if the store hands calls over nothing should be
/// found, otherwise that is how calls are found that another process made.
const LOOK_SELDOM: Duration = Duration::from_secs(30);
const LOOK_OFTEN: Duration = Duration::from_secs(1);

/// Sends everything in an account's outbox, until it is told to stop.
pub(crate) async fn send_all(shared: Arc<Shared>, account: usize, mut stopped: watch::Receiver<bool>) {
    let mut sender = Sender::new(&shared, account);
    let inflow = &shared.accounts[account].inflow;
    while !*stopped.borrow() {
        while let Some(ended) = sender.running.try_join_next() {
            sender.ended(ended.ok());
        }
        sender.take_in().await;
        sender.take_proven();
        let wait = sender.start_ready();
        let now = shared.clock.now();
        // What could not be loaded, or another process made, is found all the same.
        let look_again = if shared.handed_over && !sender.more { LOOK_SELDOM } else { LOOK_OFTEN };
        let until = wait.unwrap_or(Timestamp::MAX).min(now + look_again);
        tokio::select! {
            biased; // nothing is left to chance; calls that ended were taken up above, however much news there is
            () = inflow.news() => {}
            Some(ended) = sender.running.join_next() => sender.ended(ended.ok()),
            () = shared.clock.sleep_until(until) => sender.more |= wait.is_none_or(|wait| wait > until),
            _ = stopped.changed() => {}
        }
    }
    sender.leave().await;
}

struct Sender {
    shared: Arc<Shared>,
    account: usize,
    lanes: Lanes,
    limiter: Option<Limiter>,
    /// Nothing of the account goes out before that.
    blocked_until: Option<Timestamp>,
    breaker: Breaker,
    /// There may be more in the outbox.
    more: bool,
    running: JoinSet<Delivered>,
}

impl Sender {
    fn new(shared: &Arc<Shared>, account: usize) -> Self {
        let pace = shared.adapter(&shared.accounts[account]).pace();
        Self {
            limiter: shared.options.limits.then(|| Limiter::new(pace)),
            shared: Arc::clone(shared),
            account,
            lanes: Lanes::default(),
            blocked_until: None,
            breaker: Breaker::default(),
            more: true,
            running: JoinSet::new(),
        }
    }

    fn account(&self) -> &Account {
        &self.shared.accounts[self.account]
    }

    /// Takes in what was handed over and, as long as there is room, what has to be loaded.
    async fn take_in(&mut self) {
        self.more |= self.account().inflow.take_more();
        while self.more && self.lanes.len() < LOADED {
            match self.shared.store.load_outbox(self.account().id, BATCH).await {
                Ok(rows) => {
                    self.shared.reports.store_works(self.shared.clock.now());
                    self.more = rows.len() == BATCH;
                    self.push(rows);
                }
                Err(error) => {
                    tracing::error!(%error, "the outbox could not be read");
                    self.shared.reports.store_failed(self.shared.clock.now(), &error);
                    break;
                }
            }
        }
        self.push(Vec::new());
    }

    /// Puts calls into their lanes, together with those that were handed over meanwhile. Numbers rise with commits, so
    /// they tell the order.
    fn push(&mut self, mut rows: Vec<OutboxRow>) {
        rows.append(&mut self.account().inflow.take_handed());
        rows.sort_by_key(|row| row.id);
        let now = self.shared.clock.now();
        rows.into_iter().for_each(|row| self.lanes.push(row, now));
    }

    /// Starts what may go out now, and tells when to look again.
    fn start_ready(&mut self) -> Option<Timestamp> {
        let (next, flowing) = self.start_now();
        self.account().inflow.tell(self.lanes.len(), flowing);
        next
    }

    /// The second value tells whether another call could go.
    fn start_now(&mut self) -> (Option<Timestamp>, bool) {
        let now = self.shared.clock.now();
        if let Some(until) = self.blocked_until {
            if until > now {
                return (Some(until), false);
            }
            self.blocked_until = None;
        }
        while self.running.len() < self.breaker.in_flight() {
            let Ready { chat, row, waited } = match self.lanes.ready(now) {
                Ok(ready) => ready,
                Err(next) => return (next, true),
            };
            if let Some(limiter) = &mut self.limiter {
                let counts = self.shared.adapter(&self.shared.accounts[self.account]).counts(&row.call);
                if let Err(wait) = limiter.take(now, chat, row.group.is_some(), counts) {
                    match wait {
                        limiter::Wait::Chat(until) => self.lanes.postpone(chat, until),
                        limiter::Wait::Account(until) => return (Some(until), false),
                    }
                    continue;
                }
            }
            self.lanes.begin(chat);
            let span = spans::send(&self.shared.origins, &row);
            let delivery = deliver(Arc::clone(&self.shared), self.account, row, waited);
            self.running.spawn(delivery.instrument(span));
        }
        (None, false) // the next that ends makes room
    }

    /// A call has ended.
    fn ended(&mut self, delivered: Option<Delivered>) {
        let Some(Delivered { chat, next, trouble }) = delivered else { return };
        self.push(Vec::new()); // the call after it may be among these
        let now = self.shared.clock.now();
        if let Some(until) = trouble.and_then(|trouble| self.breaker.note(trouble, now)) {
            tracing::warn!(account = self.account().native, "the platform cannot be reached; calls wait");
            let platform = self.shared.adapter(self.account()).platform();
            self.shared.reports.tell(now, || {
                Report::new(Kind::PlatformUnreachable, "several calls in a row did not get through")
                    .of(platform, Some(&self.account().native))
            });
            self.block(until);
        }
        match next {
            Next::Following { dispatching } => {
                self.lanes.done(chat, now);
                self.lanes.note(chat, dispatching);
            }
            Next::Again { at, counted } => self.lanes.retry(chat, at, counted),
            Next::AccountWaits(until) => {
                self.block(until);
                self.lanes.retry(chat, now, false);
            }
            Next::Instead => self.lanes.instead(chat, now),
            Next::Doubt(until) => self.lanes.doubt(chat, until, now),
            Next::Moved(group) => self.lanes.moved(chat, &group, now),
            Next::Left(row) => self.lanes.left(chat, &row, now),
            Next::Gone { last } => self.lanes.clear(chat, last, now),
        }
    }

    /// Ends what was begun, and takes back what was noted of calls that are not made any more: whoever sends next would be in
    /// doubt about them.
    async fn leave(mut self) {
        self.account().inflow.tell(self.lanes.len(), false);
        while let Some(ended) = self.running.join_next().await {
            self.ended(ended.ok());
        }
        // The last turns may still hand over a call that is noted already.
        self.shared.turns.ended().await;
        self.push(Vec::new());
        let at = self.shared.clock.now();
        let not_made = |row| Settlement { row, at, outcome: Settled::NotMade, then_next: false };
        let not_made: Vec<_> = self.lanes.dispatching().map(not_made).collect();
        if !not_made.is_empty()
            && let Err(error) = self.shared.store.settle(not_made).await
        {
            tracing::warn!(%error, "calls that were not made will be taken for doubtful ones");
        }
    }

    /// Nothing of the account goes out before that.
    fn block(&mut self, until: Timestamp) {
        self.blocked_until = Some(self.blocked_until.map_or(until, |blocked| blocked.max(until)));
    }

    /// Takes up what receipts proved.
    fn take_proven(&mut self) {
        let now = self.shared.clock.now();
        for (chat, row) in self.account().inflow.take_proven() {
            self.lanes.proven(chat, row, now);
        }
    }
}
