//! Leaving a platform alone that cannot be reached.

use std::time::Duration;

use jiff::Timestamp;

/// How many calls of an account may be under way.
const IN_FLIGHT: usize = 64;
/// After so many calls in a row that did not get through, the next ones wait.
const FAILURES: u32 = 5;
/// How long they wait before one of them tries again.
const PAUSE: Duration = Duration::from_secs(5);

/// Counts calls that did not get through, so that an outage is not answered by a storm.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    failures: u32,
}

impl Breaker {
    /// Whether a call got through: whatever the platform answered, it is there. Tells until when calls should wait.
    pub(super) fn note(&mut self, trouble: bool, now: Timestamp) -> Option<Timestamp> {
        self.failures = if trouble { self.failures.saturating_add(1) } else { 0 };
        (self.failures >= FAILURES).then(|| now + PAUSE)
    }

    /// How many calls may be under way: one, while nobody knows whether the platform is there again.
    pub(super) fn in_flight(&self) -> usize {
        if self.failures >= FAILURES { 1 } else { IN_FLIGHT }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_some_failures_one_call_at_a_time_finds_out() {
        let mut breaker = Breaker::default();
        let now = Timestamp::UNIX_EPOCH;
        for _ in 1..FAILURES {
            assert_eq!((breaker.note(true, now), breaker.in_flight()), (None, IN_FLIGHT));
        }
        assert_eq!((breaker.note(true, now), breaker.in_flight()), (Some(now + PAUSE), 1));
        assert_eq!((breaker.note(true, now), breaker.in_flight()), (Some(now + PAUSE), 1));
        assert_eq!((breaker.note(false, now), breaker.in_flight()), (None, IN_FLIGHT));
    }
}
