//! The time of the machine, and more.

use std::{pin::Pin, time::Duration};

use jiff::{SignedDuration, Timestamp};
use tertulia_core::Clock;
use tokio::sync::watch;

/// The time of the machine, turned on by as much as somebody wanted to skip.
pub(super) struct DevClock {
    /// By how much it is ahead.
    ahead: watch::Sender<SignedDuration>,
}

impl DevClock {
    pub(super) fn new() -> Self {
        Self { ahead: watch::Sender::new(SignedDuration::ZERO) }
    }

    /// Turns it on.
    pub(super) fn advance(&self, by: Duration) {
        let by = SignedDuration::try_from(by).unwrap_or(SignedDuration::ZERO);
        self.ahead.send_modify(|ahead| *ahead = ahead.saturating_add(by));
    }

    /// Turns it on to that time, if it is not later already.
    pub(super) fn turn_to(&self, at: Option<Timestamp>) {
        let missing = at.map(|at| at.duration_since(self.now()));
        if let Some(missing) = missing.and_then(|missing| Duration::try_from(missing).ok()) {
            self.advance(missing);
        }
    }
}

impl Clock for DevClock {
    fn now(&self) -> Timestamp {
        Timestamp::now().saturating_add(*self.ahead.borrow()).unwrap_or(Timestamp::MAX)
    }

    fn sleep_until(&self, at: Timestamp) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let mut turned = self.ahead.subscribe();
        Box::pin(async move {
            loop {
                turned.borrow_and_update();
                let Ok(left) = Duration::try_from(at.duration_since(self.now())) else { return };
                if left.is_zero() {
                    return;
                }
                tokio::select! {
                    () = tokio::time::sleep(left) => {}
                    _ = turned.changed() => {}
                }
            }
        })
    }
}
