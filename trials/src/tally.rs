//! What the bot under trial remembers of a conversation: enough to tell what it handled, how often and in which
//! order.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use tertulia::Session;

/// The events a conversation had. Those that come in are numbered from 1.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize, Session)]
#[non_exhaustive]
pub struct Tally {
    /// How many were handled.
    pub count: u32,
    /// The highest number.
    pub last: u32,
    /// Numbers below the highest that were never handled.
    pub gaps: BTreeSet<u32>,
    /// Numbers handled again.
    pub twice: Vec<u32>,
    /// Numbers handled after a higher one.
    pub late: Vec<u32>,
}

impl Tally {
    /// Counts an event.
    pub fn add(&mut self, number: u32) {
        self.count += 1;
        if number > self.last {
            self.gaps.extend(self.last + 1..number);
            self.last = number;
        } else if self.gaps.remove(&number) {
            self.late.push(number);
        } else {
            self.twice.push(number);
        }
    }

    /// Whether it was handled, once or more.
    pub fn has(&self, number: u32) -> bool {
        (1..=self.last).contains(&number) && !self.gaps.contains(&number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_order_leaves_no_trace() {
        let mut tally = Tally::default();
        (1..=5).for_each(|number| tally.add(number));
        assert_eq!(tally, Tally { count: 5, last: 5, ..Tally::default() });
    }

    #[test]
    fn what_is_missing_twice_or_late_is_named() {
        let mut tally = Tally::default();
        [1, 4, 3, 4, 1, 6].into_iter().for_each(|number| tally.add(number));
        assert_eq!((tally.count, tally.last), (6, 6));
        assert_eq!(tally.gaps, [2, 5].into());
        assert_eq!((tally.twice.as_slice(), tally.late.as_slice()), (&[4, 1][..], &[3][..]));
        assert!(tally.has(3) && !tally.has(2) && !tally.has(7) && !tally.has(0));
    }
}
