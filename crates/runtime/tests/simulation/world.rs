//! What is outside the bot: time, its history, and the process the bot runs in.

use std::{
    pin::{Pin, pin},
    sync::{Arc, Mutex, MutexGuard},
    task::Poll,
};

use http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use tertulia_runtime::Service;
use tokio::{sync::watch, time::Instant};

use crate::{
    dice::Dice,
    history::{Entry, What},
    scenario::Scenario,
};

/// When the simulation begins, in seconds since 1970.
const EPOCH: i64 = 1_800_000_000;

pub(crate) struct World {
    pub(crate) scenario: Scenario,
    begun: Instant,
    inner: Mutex<Inner>,
}

pub(crate) struct Inner {
    pub(crate) dice: Dice,
    pub(crate) history: Vec<Entry>,
    /// Nothing goes wrong any more.
    pub(crate) healed: bool,
    /// Who has blocked the bot.
    pub(crate) blocked: Vec<bool>,
    /// How many calls were made.
    pub(crate) calls: usize,
    /// How many webhooks still have to be acknowledged.
    pub(crate) outstanding: usize,
    service: Option<Service>,
    /// Counts processes.
    process: usize,
    /// Tells those who talk to the process that it was killed.
    killed: watch::Sender<usize>,
}

impl World {
    pub(crate) fn new(seed: u64) -> Arc<Self> {
        let mut dice = Dice::new(seed);
        let scenario = Scenario::of(&mut dice);
        let inner = Inner {
            dice,
            history: Vec::new(),
            healed: false,
            blocked: vec![false; scenario.people.len()],
            calls: 0,
            outstanding: 0,
            service: None,
            process: 0,
            killed: watch::Sender::new(0),
        };
        Arc::new(Self { scenario, begun: Instant::now(), inner: Mutex::new(inner) })
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().expect("nobody panics with it")
    }

    pub(crate) fn now(&self) -> Timestamp {
        let elapsed = jiff::SignedDuration::try_from(self.begun.elapsed()).expect("it is not for centuries");
        Timestamp::from_second(EPOCH).expect("it is a date") + elapsed
    }

    pub(crate) fn note(&self, what: What) {
        let at = u64::try_from(self.begun.elapsed().as_millis()).expect("it is not for eons");
        self.lock().history.push(Entry { at, what });
    }

    /// Throws the dice.
    pub(crate) fn throw<T>(&self, throw: impl FnOnce(&mut Dice) -> T) -> T {
        throw(&mut self.lock().dice)
    }

    /// Whether the process of that number has not been killed.
    pub(crate) fn lives(&self, process: usize) -> bool {
        self.lock().process == process
    }

    /// The number of the process that lives, or of the next one.
    pub(crate) fn process(&self) -> usize {
        self.lock().process
    }

    pub(crate) fn started(&self, service: Service) {
        self.note(What::Start);
        self.lock().service = Some(service);
    }

    /// Ends the process as `kill -9` does.
    pub(crate) fn kill(&self) {
        self.note(What::Crash);
        let service = {
            let mut inner = self.lock();
            inner.process += 1;
            inner.killed.send_replace(inner.process);
            inner.service.take()
        };
        drop(service);
    }

    /// Delivers a webhook. `None` if nobody answers: there is no process, it dies, or whoever delivers hangs up after
    /// so many steps.
    pub(crate) async fn deliver(
        &self,
        channel: usize,
        headers: HeaderMap,
        body: Vec<u8>,
        steps: usize,
    ) -> Option<StatusCode> {
        let (receiving, mut killed) = {
            let inner = self.lock();
            (inner.service.as_ref()?.receive(channel, headers, body.into()), inner.killed.subscribe())
        };
        tokio::select! {
            biased;
            _ = killed.changed() => None,
            status = patiently(receiving, steps) => status,
        }
    }
}

/// What the future gives, unless it takes more steps than that.
async fn patiently<T>(future: impl Future<Output = T>, mut steps: usize) -> Option<T> {
    let mut future = pin!(future);
    std::future::poll_fn(move |context| {
        let future: Pin<&mut _> = future.as_mut();
        match future.poll(context) {
            Poll::Ready(value) => Poll::Ready(Some(value)),
            Poll::Pending if steps == 0 => Poll::Ready(None),
            Poll::Pending => {
                steps -= 1;
                Poll::Pending
            }
        }
    })
    .await
}
