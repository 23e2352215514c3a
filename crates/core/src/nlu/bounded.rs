//! A recogniser that nobody waits for too long.

use std::{future::poll_fn, sync::Arc, task::Poll, time::Duration};

use crate::{Clock, Error};

use super::{Nlu, Understood, Utterance};

/// A recogniser that fails once it takes longer than a time. Whoever runs turns makes it, with the clock it runs by.
pub struct Bounded<N: ?Sized> {
    clock: Arc<dyn Clock>,
    limit: Duration,
    nlu: Arc<N>,
}

impl<N: Nlu + ?Sized> Bounded<N> {
    /// Waits that long for this recogniser.
    pub fn new(nlu: Arc<N>, limit: Duration, clock: Arc<dyn Clock>) -> Self {
        Self { clock, limit, nlu }
    }
}

impl<N: Nlu + ?Sized> Nlu for Bounded<N> {
    fn understand<'a>(&'a self, utterance: &'a Utterance) -> Understood<'a> {
        let mut answer = self.nlu.understand(utterance);
        let mut end = None; // who answers at once needs no clock
        Box::pin(poll_fn(move |task| {
            if let Poll::Ready(answer) = answer.as_mut().poll(task) {
                return Poll::Ready(answer);
            }
            let late = || Err(Error::terminal(format!("no answer within {:?}", self.limit)));
            let end = end.get_or_insert_with(|| self.clock.sleep_until(self.clock.now() + self.limit));
            end.as_mut().poll(task).map(|()| late())
        }))
    }

    fn is_deterministic(&self) -> bool {
        self.nlu.is_deterministic()
    }
}

impl<N: ?Sized> std::fmt::Debug for Bounded<N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bounded").field("limit", &self.limit).finish_non_exhaustive()
    }
}
