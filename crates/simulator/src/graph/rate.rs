//! How fast calls may come.

use jiff::{SignedDuration, Timestamp};

/// A bucket that fills at an even pace.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    /// How long one more call takes to become possible.
    every: SignedDuration,
    /// How many may come at once.
    at_once: i32,
    /// When the bucket will be full again.
    full: Timestamp,
}

impl Rate {
    pub(crate) const fn new(every: SignedDuration, at_once: i32) -> Self {
        Self { every, at_once, full: Timestamp::UNIX_EPOCH }
    }

    /// Takes one call, unless it comes too soon.
    pub(crate) fn takes(&mut self, now: Timestamp) -> bool {
        let full = self.full.max(now) + self.every;
        let taken = full.duration_since(now) <= self.every * self.at_once;
        if taken {
            self.full = full;
        }
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_at_once_is_waited_for_later() {
        let mut rate = Rate::new(SignedDuration::from_secs(6), 3);
        let now = Timestamp::from_second(1_000).unwrap();
        assert_eq!([0; 4].map(|_| rate.takes(now)), [true, true, true, false]);
        assert!(!rate.takes(now + SignedDuration::from_secs(5)));
        assert!(rate.takes(now + SignedDuration::from_secs(6)));
        assert!(!rate.takes(now + SignedDuration::from_secs(6)));
    }
}
