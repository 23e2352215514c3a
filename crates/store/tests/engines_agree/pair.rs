//! An engine and the one in memory, side by side.

use std::{
    fmt::Debug,
    sync::Arc,
    task::{Context, Waker},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;
use serde_json::Value;
use tertulia_core::{Event, Platform, event::OwnEvent};
use tertulia_store::{
    AccountId, Claim, DeadLetter, Future, Ingested, Letter, Memory, OutboxRow, Outlet, Reader, Retention,
    Room, Store, StoreError, suite::Tray,
};

use super::{
    arrive::alias,
    engine::Engine,
    step::{Ask, End, How, State, Step},
    tables::Tables,
};

const RETENTION: Retention = Retention { payloads: Duration::from_hours(72), chat_log: None };

/// The engines, with everything they have given out so far.
pub(crate) struct Pair {
    engine: Engine,
    store: Box<dyn Store>,
    memory: Memory,
    now: Timestamp,
    /// Where the engine and memory hand calls to.
    trays: [Arc<Tray>; 2],
    claims: Vec<Claim>,
    rows: Vec<i64>,
    /// What is being done, for whoever reads a failure.
    doing: String,
}

impl Pair {
    pub(crate) async fn new(engine: Engine) -> Self {
        let store = engine.open().await;
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let (claims, rows, doing) = (Vec::new(), Vec::new(), String::new());
        let trays = [(); 2].map(|()| Arc::default());
        let pair = Self { engine, store, memory: Memory::new(), now, trays, claims, rows, doing };
        pair.publish().await;
        let accounts = vec![(Platform::TELEGRAM, "1".into()), (Platform::WHATSAPP, "1".into())];
        pair.same(|store| store.accounts(accounts.clone())).await.unwrap();
        pair
    }

    pub(crate) fn begin(&mut self, doing: String) {
        self.doing = doing;
    }

    pub(crate) async fn take(&mut self, step: &Step) {
        match step {
            Step::Wait(seconds) => self.now += SignedDuration::from_secs(*seconds),
            Step::Name => {
                let accounts = vec![(Platform::WHATSAPP, "1".into()), (Platform::TELEGRAM, "1".into())];
                self.same(|store| store.accounts(accounts.clone())).await.unwrap();
            }
            Step::Ask(ask) => self.ask(ask).await,
            Step::Leave { ask, answered } => self.leave(ask, *answered).await,
            Step::Finish(ends) => {
                let turns: Vec<_> = ends
                    .iter()
                    .filter_map(|end| Some(end.of(self.claims.iter().nth_back(end.claim)?)))
                    .collect();
                self.same(|store| store.finish(turns.clone())).await.unwrap();
            }
            Step::Settle(outcomes) => {
                let settlements: Vec<_> = outcomes
                    .iter()
                    .filter_map(|outcome| {
                        Some(outcome.of(*self.rows.iter().nth_back(outcome.row)?, self.now))
                    })
                    .collect();
                self.same(|store| store.settle(settlements.clone())).await.unwrap();
            }
            Step::Room(calls, flowing) => {
                self.trays.iter().for_each(|tray| tray.make_room(Room { calls: *calls, flowing: *flowing }));
            }
            Step::Mark(rows) => {
                let rows: Vec<_> =
                    rows.iter().filter_map(|row| self.rows.iter().nth_back(*row)).copied().collect();
                self.same(|store| store.mark_dispatching(rows.clone())).await.unwrap();
            }
            Step::Tell(tell) => {
                let now = self.now;
                let receipts: Vec<_> =
                    tell.iter().filter_map(|tell| tell.receipt(&self.claims, &self.rows, now)).collect();
                self.same(|store| store.receipts(receipts.clone(), now)).await.unwrap();
            }
            Step::Move { account, from, to } => {
                let (account, from, to) = (AccountId(*account), from.to_string(), to.to_string());
                self.same(|store| store.move_group(account, from.clone(), to.clone())).await.unwrap();
            }
            Step::Record { claim, name, value } => {
                let inbox = self.inbox(*claim);
                let (name, value) = (name.to_string(), value.to_string());
                self.same(|store| store.record(inbox, name.clone(), value.clone())).await.unwrap();
            }
            Step::Recall { claim, name } => {
                let inbox = self.inbox(*claim);
                self.same(|store| store.recall(inbox, name.to_string())).await.unwrap();
            }
            Step::Post { user, alias: by } => {
                let id = by.map(|by| alias(by).value);
                let to = id.map_or(Reader::User(*user), |id| Reader::Native { account: AccountId(1), id });
                let event = Event::own(OwnEvent::new("hello", Value::Null), self.now);
                let letter = Letter { to, event, at: self.now };
                self.same(|store| store.post(vec![letter.clone()])).await.unwrap();
            }
            Step::Bury => {
                let platform = Platform::WHATSAPP;
                let letter =
                    DeadLetter { at: self.now, platform, reason: "no JSON".into(), body: b"{".into() };
                self.same(|store| store.bury(vec![letter.clone()])).await.unwrap();
            }
            Step::Sweep { days } => {
                self.now += SignedDuration::from_hours(days * 24);
                let now = self.now;
                self.same(|store| store.sweep(now, RETENTION)).await.unwrap();
            }
            Step::Restart { closed } => {
                if *closed {
                    self.same(Store::close).await.unwrap();
                    self.same(Store::depth).await.unwrap_err();
                }
                self.store.close().await.unwrap();
                self.store = self.engine.open().await;
                self.memory = self.memory.reopen();
                self.publish().await;
            }
        }
        self.same(Store::depth).await.unwrap();
        let [left, right] = self.trays.each_ref().map(|tray| tray.empty());
        assert_eq!(
            format!("{left:#?}"),
            format!("{right:#?}"),
            "{}: the engine hands over the first",
            self.doing
        );
        self.rows.extend(left.iter().map(|row| row.id));
    }

    async fn publish(&self) {
        let [store, memory] = self.trays.each_ref().map(|tray| Arc::clone(tray) as Arc<dyn Outlet>);
        assert!(self.store.publish_to(store).await.unwrap() && self.memory.publish_to(memory).await.unwrap());
    }

    /// Everything there is, is done.
    pub(crate) async fn drain(&mut self) {
        self.take(&Step::Restart { closed: false }).await;
        self.now += SignedDuration::from_hours(24);
        loop {
            let first = self.claims.len();
            self.ask(&Ask::Claim { limit: 9 }).await;
            if self.claims.len() == first {
                break;
            }
            let how = How::Done(State::Some, 1, Vec::new(), Vec::new());
            let ends = (0..self.claims.len() - first).map(|claim| End {
                claim,
                how: how.clone(),
                after: 0,
                uses: None,
            });
            self.take(&Step::Finish(ends.collect())).await;
        }
        for account in [1, 2] {
            self.ask(&Ask::Load { account, limit: usize::MAX }).await;
        }
        assert_eq!(self.same(Store::depth).await.unwrap().inbox, 0, "nothing is stuck in a mailbox");
    }

    /// The engines keep the same, also where the contract does not give it back.
    pub(crate) async fn compare_tables(self) {
        self.store.close().await.unwrap();
        let tables = self.engine.tables().await;
        assert_eq!(tables, Tables::of_memory(&self.memory), "the engine is on the left");
    }

    async fn ask(&mut self, ask: &Ask) {
        let now = self.now;
        match ask {
            Ask::Ingest { arrivals, claim } => {
                let arrivals: Vec<_> = arrivals.iter().map(|arrive| arrive.arrival(now)).collect();
                // An unknown account is refused.
                if let Ok(answers) = self.same(|store| store.ingest(arrivals.clone(), *claim)).await {
                    self.claims.extend(answers.into_iter().filter_map(|answer| match answer {
                        Ingested::Stored(claim) => claim.map(|claim| *claim),
                        _ => None,
                    }));
                }
            }
            Ask::Claim { limit } => {
                let claims = self.same(|store| store.claim(*limit, now)).await.unwrap();
                self.claims.extend(claims);
            }
            Ask::Load { account, limit } => {
                let rows = self.same(|store| store.load_outbox(AccountId(*account), *limit)).await.unwrap();
                self.rows.extend(rows.iter().map(|row: &OutboxRow| row.id));
            }
        }
    }

    /// The event of a turn, counted from the last; one that never was, if there were not as many.
    fn inbox(&self, claim: usize) -> i64 {
        self.claims.iter().nth_back(claim).map_or(777, |claim| claim.inbox)
    }

    async fn leave(&self, ask: &Ask, answered: bool) {
        let now = self.now;
        // The engine is kept from answering before anybody can leave.
        let Some(lock) = self.engine.lock() else { return };
        for store in [&*self.store, &self.memory] {
            let lock = &lock;
            match ask {
                Ask::Ingest { arrivals, claim } => {
                    let arrivals = arrivals.iter().map(|arrive| arrive.arrival(now)).collect();
                    abandon(store, store.ingest(arrivals, *claim), answered, lock).await;
                }
                Ask::Claim { limit } => abandon(store, store.claim(*limit, now), answered, lock).await,
                Ask::Load { account, limit } => {
                    abandon(store, store.load_outbox(AccountId(*account), *limit), answered, lock).await;
                }
            }
        }
    }

    /// Asks both, and has them answer the same.
    async fn same<T: Debug>(
        &self,
        ask: impl for<'a> Fn(&'a dyn Store) -> Future<'a, T>,
    ) -> Result<T, StoreError> {
        let engine = ask(&*self.store).await;
        let memory = ask(&self.memory).await;
        let (left, right) = (legible(&engine), legible(&memory));
        assert!(left == right, "{}\n{:?} answers {left}\nMemory answers {right}", self.doing, self.engine);
        memory
    }
}

/// An answer to compare and to read. Errors say the same in other words.
fn legible<T: Debug>(answer: &Result<T, StoreError>) -> String {
    match answer {
        Ok(answer) => format!("{answer:#?}"),
        Err(StoreError::Unavailable(_)) => "that it is not available".into(),
        Err(StoreError::Closed) => "that it is closed".into(),
        Err(other) => panic!("{other}"),
    }
}

/// Begins something and walks away, after it was answered or before.
async fn abandon<T>(store: &dyn Store, mut future: Future<'_, T>, answered: bool, lock: &Connection) {
    let begun = future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(begun.is_pending());
    if !answered {
        drop(future);
        unlock(lock);
    } else {
        unlock(lock);
        store.depth().await.unwrap();
        drop(future);
    }
    // SQLite takes back what was given to nobody before the batch after the next.
    for _ in 0..2 {
        store.depth().await.unwrap();
    }
}

fn unlock(lock: &Connection) {
    if !lock.is_autocommit() {
        lock.execute_batch("COMMIT").unwrap();
    }
}
