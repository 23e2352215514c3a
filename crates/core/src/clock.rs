//! The one source of time.

use std::{future::Future, pin::Pin};

use jiff::Timestamp;

/// Tells the time and waits for it. Everything that waits asks this, so tests can turn the hands.
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;

    /// Waits until that time has come.
    fn sleep_until(&self, at: Timestamp) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}
