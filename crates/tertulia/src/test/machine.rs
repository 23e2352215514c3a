//! The bot, the platforms and the clock, in one thread.

use std::{
    cell::RefCell,
    sync::Arc,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use tertulia_core::{Clock as _, Platform, trace::Trace};
use tertulia_simulator::Simulator;
use tertulia_store::Memory;
use tokio::{runtime::Runtime, sync::broadcast};

use super::clock::TestClock;
use crate::{
    App,
    config::Config,
    simulated::{Setting, Simulated},
};

/// How long the clock may be turned for what was begun to end: retries and pauses included.
const PATIENCE: Duration = Duration::from_secs(3600);
/// How long a block may really take.
const REAL_PATIENCE: Duration = Duration::from_secs(20);
/// How often everybody who can go on does so before it is looked who waits.
const ROUNDS: usize = 64;
/// The seed of all chance, and of the key of payloads, so that every run does the same.
const SEED: u64 = 7;
/// A database that is configured, but never opened.
const NO_FILE: &str = "sqlite://unused.db";

/// A bot that runs on simulated platforms.
pub(super) struct Machine {
    simulated: Simulated,
    pub(super) store: Arc<Memory>,
    clock: Arc<TestClock>,
    traces: RefCell<broadcast::Receiver<Arc<Trace>>>,
    runtime: Runtime,
}

impl Machine {
    /// Begins everything.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with what is declared or configured.
    pub(super) fn start(app: App) -> tertulia_core::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let clock = Arc::new(TestClock::new());
        let store = Arc::new(Memory::seeded(SEED));
        let setting = Setting {
            store: Arc::<Memory>::clone(&store),
            clock: Arc::<TestClock>::clone(&clock),
            simulator: Simulator::new(Arc::<TestClock>::clone(&clock)),
            seed: Some(SEED),
            #[cfg(unix)]
            socket: None,
        };
        let config = Config::simulated([], NO_FILE)?;
        let simulated = runtime.block_on(Simulated::start(app, &config, setting))?;
        let traces = RefCell::new(simulated.service.traces());
        Ok(Self { simulated, store, clock, traces, runtime })
    }

    pub(super) fn platforms(&self) -> Vec<Platform> {
        self.simulated.platforms()
    }

    pub(super) fn simulator(&self) -> &Simulator {
        &self.simulated.simulator
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// What begins turns from outside.
    pub(super) fn handle(&self) -> tertulia_core::Handle {
        self.simulated.service.handle()
    }

    /// Waits for something that goes on beside the conversations.
    pub(super) fn block_on<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// Lets everything that was begun end: turns, calls, retries. The clock is turned as far as that needs. Gives what is
    /// told of the turns since the last time, and whether all of it ended.
    pub(super) fn settle(&self) -> (Vec<Arc<Trace>>, bool) {
        let ended = self.runtime.block_on(self.end_what_was_begun());
        let mut traces = Vec::new();
        let mut news = self.traces.borrow_mut();
        loop {
            match news.try_recv() {
                Ok(trace) => traces.push(trace),
                Err(broadcast::error::TryRecvError::Lagged(_)) => {}
                Err(_) => return (traces, ended),
            }
        }
    }

    async fn end_what_was_begun(&self) -> bool {
        let until = self.now() + PATIENCE;
        let begun = Instant::now();
        loop {
            for _ in 0..ROUNDS {
                tokio::task::yield_now().await;
            }
            if self.simulated.service.running_turns() > 0 && begun.elapsed() < REAL_PATIENCE {
                // Something outside is waited for: there the time is real.
                tokio::time::sleep(Duration::from_millis(1)).await;
                continue;
            }
            if self.simulated.is_quiet().await {
                return true;
            }
            match self.clock.next().filter(|next| *next <= until) {
                Some(next) => self.clock.turn_to(next),
                None => return false,
            }
        }
    }

    /// Lets time pass, from timer to timer.
    pub(super) fn advance(&self, time: Duration) -> (Vec<Arc<Trace>>, bool) {
        let until = self.now() + time;
        let (mut traces, mut ended) = self.settle();
        while self.now() < until {
            let next = self.store.next_due().map_or(until, |due| due.clamp(self.now(), until));
            // What is due at a time is due a moment later, and nothing else is between.
            let next =
                if next <= self.now() { (self.now() + Duration::from_secs(1)).min(until) } else { next };
            self.clock.turn_to(next);
            let (told, all) = self.settle();
            traces.extend(told);
            ended &= all;
        }
        (traces, ended)
    }
}
