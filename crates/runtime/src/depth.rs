//! How much waits, counted not too often: whoever looks at metrics does so every few seconds, and many may look.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use tertulia_store::{Depth, StoreError};

use crate::service::Shared;

/// For how long a count is told again.
const FRESH: Duration = Duration::from_secs(2);

/// What was counted last, and when.
#[derive(Debug, Default)]
pub(crate) struct LastDepth(Mutex<Option<(Timestamp, Depth)>>);

impl Shared {
    /// How much waits, or waited two seconds ago at most.
    pub(crate) async fn depth(&self) -> Result<Depth, StoreError> {
        let now = self.clock.now();
        let last = *self.last_depth.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, depth)) = last.filter(|(at, _)| now < *at + FRESH) {
            return Ok(depth);
        }
        let depth = self.store.depth().await?;
        *self.last_depth.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, depth));
        Ok(depth)
    }
}
