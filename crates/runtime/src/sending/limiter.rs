//! Keeping a platform's limits, exactly.

use std::{collections::HashMap, time::Duration};

use jiff::{SignedDuration, Timestamp};
use tertulia_core::adapter::{Pace, Rate};

/// Lets through what an account's limits allow: a generic cell rate for the account and for each chat.
#[derive(Debug)]
pub(super) struct Limiter {
    pace: Pace,
    account: Cell,
    chats: HashMap<i64, Cell>,
    /// Above how many chats those at rest are forgotten.
    prune_above: usize,
}

/// What has to wait, and until when.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Wait {
    Chat(Timestamp),
    Account(Timestamp),
}

/// The time at which everything let through so far would have been due at an even pace.
#[derive(Clone, Copy, Debug, Default)]
struct Cell(Option<Timestamp>);

impl Limiter {
    pub(super) fn new(pace: &Pace) -> Self {
        Self { pace: pace.clone(), account: Cell::default(), chats: HashMap::new(), prune_above: 1024 }
    }

    /// Lets a call through, or tells what has to wait. Nothing is used up by a refusal.
    pub(super) fn take(&mut self, now: Timestamp, chat: i64, group: bool, counts: bool) -> Result<(), Wait> {
        let of_chat = if group { self.pace.group } else { self.pace.chat };
        let of_chat = of_chat.filter(|_| counts);
        if let Some(rate) = of_chat {
            let cell = self.chats.get(&chat).copied().unwrap_or_default();
            cell.check(now, rate).map_err(Wait::Chat)?;
        }
        if let Some(rate) = self.pace.account {
            self.account.check(now, rate).map_err(Wait::Account)?;
            self.account.use_one(now, rate);
        }
        if let Some(rate) = of_chat {
            self.chats.entry(chat).or_default().use_one(now, rate);
            self.prune(now);
        }
        Ok(())
    }

    /// Forgets chats that have rested long enough to be as good as new.
    fn prune(&mut self, now: Timestamp) {
        if self.chats.len() > self.prune_above {
            self.chats.retain(|_, cell| cell.0.is_some_and(|due| due > now));
            self.prune_above = (self.chats.len() * 2).max(1024);
        }
    }
}

impl Cell {
    fn check(self, now: Timestamp, rate: Rate) -> Result<(), Timestamp> {
        let Some(due) = self.0 else { return Ok(()) };
        let slack = interval(rate) * i32::try_from(rate.burst.max(1) - 1).unwrap_or(i32::MAX);
        let from = due - slack;
        if from > now { Err(from) } else { Ok(()) }
    }

    fn use_one(&mut self, now: Timestamp, rate: Rate) {
        let due = self.0.map_or(now, |due| due.max(now));
        self.0 = Some(due + interval(rate));
    }
}

fn interval(rate: Rate) -> SignedDuration {
    let interval = rate.per / rate.count.max(1);
    SignedDuration::try_from(interval.max(Duration::from_nanos(1))).unwrap_or(SignedDuration::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millisecond(millis).unwrap()
    }

    fn per_second(count: u32, burst: u32) -> Option<Rate> {
        Some(Rate { count, per: Duration::from_secs(1), burst })
    }

    #[test]
    fn a_chat_has_its_burst_and_then_its_pace() {
        let pace = Pace { account: None, chat: per_second(1, 3), group: None };
        let mut limiter = Limiter::new(&pace);
        for _ in 0..3 {
            assert_eq!(limiter.take(at(0), 7, false, true), Ok(()));
        }
        assert_eq!(limiter.take(at(0), 7, false, true), Err(Wait::Chat(at(1000))));
        assert_eq!(limiter.take(at(0), 8, false, true), Ok(()), "another chat has its own");
        assert_eq!(limiter.take(at(0), 7, false, false), Ok(()), "typing does not count");
        assert_eq!(limiter.take(at(0), 7, true, true), Ok(()), "groups have no limit here");
        assert_eq!(limiter.take(at(1000), 7, false, true), Ok(()));
        assert_eq!(limiter.take(at(1999), 7, false, true), Err(Wait::Chat(at(2000))));
    }

    #[test]
    fn in_no_window_more_than_the_rate_and_one_burst_get_through() {
        let pace = Pace { account: per_second(80, 1), chat: None, group: None };
        let mut limiter = Limiter::new(&pace);
        let mut through = vec![];
        for millis in 0..5000 {
            while limiter.take(at(millis), millis % 9, false, true).is_ok() {
                through.push(millis);
            }
        }
        // A clock of whole milliseconds loses the fractions.
        assert!(through.len() >= 380, "{} of 400 were used", through.len());
        for window in 0..4000 {
            let count = through.iter().filter(|at| (window..window + 1000).contains(*at)).count();
            assert!(count <= 81, "{count} within a second");
        }
    }

    #[test]
    fn a_refusal_uses_nothing_up() {
        let pace = Pace { account: per_second(1, 1), chat: per_second(10, 1), group: None };
        let mut limiter = Limiter::new(&pace);
        assert_eq!(limiter.take(at(0), 1, false, true), Ok(()));
        assert_eq!(limiter.take(at(0), 2, false, true), Err(Wait::Account(at(1000))));
        assert_eq!(limiter.take(at(1000), 2, false, true), Ok(()), "the chat had used nothing");
    }

    #[test]
    fn chats_at_rest_are_forgotten() {
        let mut limiter = Limiter::new(&Pace { account: None, chat: per_second(1, 5), group: None });
        for chat in 0..10_000 {
            assert_eq!(limiter.take(at(chat * 10), chat, false, true), Ok(()));
        }
        assert!(limiter.chats.len() < 2500, "{}", limiter.chats.len());
    }

    proptest! {
        /// Whatever the rate and whenever it is tried: no window sees more than the rate and a burst, and who is told
        /// to come at a time gets through then and not before.
        #[test]
        fn a_rate_is_kept(
            count in 1..200_u32,
            seconds in 1..90_u64,
            burst in 1..50_u32,
            pauses in proptest::collection::vec(0..3_000_i64, 1..300),
        ) {
            let rate = Rate { count, per: Duration::from_secs(seconds), burst };
            let mut limiter = Limiter::new(&Pace { account: None, chat: Some(rate), group: None });
            let (mut now, mut through) = (0, Vec::new());
            for pause in pauses {
                now += pause;
                while limiter.take(at(now), 7, false, true).is_ok() {
                    through.push(now);
                }
                let Err(Wait::Chat(told)) = limiter.take(at(now), 7, false, true) else {
                    panic!("it was refused just now");
                };
                prop_assert!(told > at(now));
                let before = told - SignedDuration::from_nanos(1);
                prop_assert!(limiter.take(before, 7, false, true).is_err());
            }
            let window = i64::try_from(seconds * 1_000).unwrap();
            for (first, &from) in through.iter().enumerate() {
                let within = through[first..].iter().take_while(|&&at| at < from + window).count();
                prop_assert!(within <= (count + burst) as usize, "{within} within {seconds} s");
            }
        }
    }
}
