//! A clock whose hands are turned.

use std::{
    collections::BTreeMap,
    future::poll_fn,
    pin::Pin,
    sync::{Mutex, MutexGuard, PoisonError},
    task::{Poll, Waker},
};

use jiff::Timestamp;
use tertulia_core::Clock;

/// When every test begins: a Monday in May 2026, at noon.
const BEGINNING: i64 = 1_778_500_800;

/// A clock that stands still until it is turned.
#[derive(Debug)]
pub(super) struct TestClock(Mutex<Hands>);

#[derive(Debug)]
struct Hands {
    now: Timestamp,
    /// Who waits for which time; the number tells apart who waits for the same.
    waiting: BTreeMap<(Timestamp, u64), Waker>,
    count: u64,
}

impl TestClock {
    pub(super) fn new() -> Self {
        let now = Timestamp::from_second(BEGINNING).unwrap_or_default();
        Self(Mutex::new(Hands { now, waiting: BTreeMap::new(), count: 0 }))
    }

    /// Turns it to that time, if that is not over, and wakes who waited for it.
    pub(super) fn turn_to(&self, to: Timestamp) {
        let mut hands = self.hands();
        hands.now = hands.now.max(to);
        let later = hands.waiting.split_off(&(to, u64::MAX));
        let due = std::mem::replace(&mut hands.waiting, later);
        drop(hands);
        due.into_values().for_each(Waker::wake);
    }

    /// The next time that somebody waits for.
    pub(super) fn next(&self) -> Option<Timestamp> {
        self.hands().waiting.keys().next().map(|(at, _)| *at)
    }

    fn hands(&self) -> MutexGuard<'_, Hands> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        self.hands().now
    }

    fn sleep_until(&self, at: Timestamp) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let mut place = Waiting { clock: self, place: None };
        Box::pin(poll_fn(move |context| {
            let mut hands = self.hands();
            if let Some(old) = place.place.take() {
                hands.waiting.remove(&old);
            }
            if hands.now >= at {
                return Poll::Ready(());
            }
            hands.count += 1;
            let own = (at, hands.count);
            hands.waiting.insert(own, context.waker().clone());
            place.place = Some(own);
            Poll::Pending
        }))
    }
}

/// Somebody's place among those who wait, left when they wait no longer.
struct Waiting<'a> {
    clock: &'a TestClock,
    place: Option<(Timestamp, u64)>,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if let Some(place) = self.place {
            self.clock.hands().waiting.remove(&place);
        }
    }
}
