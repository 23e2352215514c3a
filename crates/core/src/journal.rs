//! What blocks did outside and must not do again.

use std::{future::Future, pin::Pin};

use crate::Result;

/// A future on the heap, as a journal returns it.
pub type Recorded<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// Keeps what a turn has done outside, durably and at once, until its event is finished.
pub trait Journal: Send + Sync {
    /// What was recorded for a turn under a name.
    fn recall<'a>(&'a self, turn: &'a str, name: &'a str) -> Recorded<'a, Option<String>>;

    /// Records something for a turn. The first value of a name stays.
    fn record<'a>(&'a self, turn: &'a str, name: &'a str, value: String) -> Recorded<'a, ()>;
}
