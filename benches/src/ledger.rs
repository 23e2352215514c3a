//! Who pressed what, what came back, and what should have.

use std::{
    collections::VecDeque,
    rc::Rc,
    time::{Duration, Instant},
};

use serde::Serialize;
use tokio::sync::Notify;

/// One press in so many is delivered twice, as platforms do that did not see the acknowledgement.
const REDELIVERED: u64 = 100;

/// Everything that was sent and that came back.
#[derive(Debug)]
pub(crate) struct Ledger {
    people: Vec<Person>,
    /// Who may press next, the longest waiting first.
    idle: VecDeque<usize>,
    /// How many presses may still begin.
    pub(crate) allowed: usize,
    redelivering: bool,
    last_update: u64,
    /// What was counted since [`Self::begin`].
    pub(crate) window: Option<Window>,
    pub(crate) redelivered: u64,
    /// API calls that are no messages: presses that were answered.
    pub(crate) other_calls: u64,
    refused: u64,
    disordered: u64,
    under_way: usize,
    /// Told when no press is under way.
    pub(crate) quiet: Rc<Notify>,
}

#[derive(Debug, Default)]
struct Person {
    presses: u64,
    messages: u64,
    /// The presses that were not answered yet.
    waiting: VecDeque<Instant>,
    answered: Rc<Notify>,
}

/// What happened while it was measured.
#[derive(Clone, Debug, Default)]
pub(crate) struct Window {
    /// From sending a webhook to its acknowledgement.
    pub(crate) acks: Vec<Duration>,
    /// From sending a webhook to the arrival of the second message: one for each turn.
    pub(crate) turns: Vec<Duration>,
}

/// Somebody presses a button.
#[derive(Debug)]
pub(crate) struct Press {
    pub(crate) person: usize,
    pub(crate) update: u64,
    pub(crate) redeliver: bool,
    /// Told when both messages are there.
    pub(crate) answered: Rc<Notify>,
}

/// A message as it is told from all others: the first or second answer to somebody's n-th press.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Message {
    pub(crate) person: usize,
    pub(crate) press: u64,
    pub(crate) second: bool,
}

/// What should not have happened.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Faults {
    /// Messages that never came.
    pub lost: u64,
    /// Messages that nobody had pressed for: answers to redelivered webhooks.
    pub unasked: u64,
    /// Messages that came when another one of the same person was due.
    pub disordered: u64,
    /// Webhooks that were not answered with 200.
    pub refused: u64,
}

impl Ledger {
    pub(crate) fn new(people: usize) -> Self {
        Self {
            people: std::iter::repeat_with(Person::default).take(people).collect(),
            idle: (0..people).collect(),
            allowed: usize::MAX,
            redelivering: true,
            last_update: 500_000_000,
            window: None,
            redelivered: 0,
            refused: 0,
            disordered: 0,
            other_calls: 0,
            under_way: 0,
            quiet: Rc::default(),
        }
    }

    /// The next press, if there is to be one.
    pub(crate) fn press(&mut self) -> Option<Press> {
        self.allowed = self.allowed.checked_sub(1)?;
        let person = self.idle.pop_front()?;
        self.last_update += 1;
        self.under_way += 1;
        let (update, of) = (self.last_update, &mut self.people[person]);
        of.presses += 1;
        of.waiting.push_back(Instant::now());
        let redeliver = self.redelivering && update.is_multiple_of(REDELIVERED);
        Some(Press { person, update, redeliver, answered: Rc::clone(&of.answered) })
    }

    /// A webhook was acknowledged.
    pub(crate) fn acknowledged(&mut self, took: Duration, good: bool) {
        self.refused += u64::from(!good);
        self.window.iter_mut().for_each(|window| window.acks.push(took));
    }

    /// A webhook was acknowledged again.
    pub(crate) fn acknowledged_again(&mut self, good: bool) {
        self.refused += u64::from(!good);
        self.redelivered += 1;
    }

    /// Somebody may press again.
    pub(crate) fn rests(&mut self, person: usize) {
        self.idle.push_back(person);
    }

    /// A message arrived.
    pub(crate) fn arrived(&mut self, Message { person, press, second }: Message) {
        let Some(of) = self.people.get_mut(person) else {
            self.disordered += 1;
            return;
        };
        let due = (of.messages / 2 + 1, of.messages % 2 == 1);
        of.messages += 1;
        self.disordered += u64::from(due != (press, second));
        if second && let Some(pressed) = of.waiting.pop_front() {
            of.answered.notify_one();
            self.under_way -= 1;
            if self.under_way == 0 {
                self.quiet.notify_one();
            }
            self.window.iter_mut().for_each(|window| window.turns.push(pressed.elapsed()));
        }
    }

    /// From now on everybody who has pressed may press once more, with which nothing else is to happen: a turn that
    /// should not have been shows now at the latest.
    pub(crate) fn close(&mut self) {
        self.idle = (0..self.people.len()).filter(|&person| self.people[person].presses > 0).collect();
        self.allowed = self.idle.len();
        self.redelivering = false;
    }

    /// How many presses there were.
    pub(crate) fn presses(&self) -> u64 {
        self.people.iter().map(|person| person.presses).sum()
    }

    /// Whether all presses are answered.
    pub(crate) fn is_quiet(&self) -> bool {
        self.under_way == 0
    }

    /// Everything that should not have happened so far, if nothing is under way.
    pub(crate) fn faults(&self) -> Faults {
        let sum = |of: fn(&Person) -> u64| self.people.iter().map(of).sum();
        Faults {
            lost: sum(|person| (2 * person.presses).saturating_sub(person.messages)),
            unasked: sum(|person| person.messages.saturating_sub(2 * person.presses)),
            disordered: self.disordered,
            refused: self.refused,
        }
    }
}

impl Faults {
    /// Whether there are none.
    pub fn none(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger_after(messages: &[(u64, bool)]) -> Ledger {
        let mut ledger = Ledger::new(1);
        for _ in 0..2 {
            let press = ledger.press().unwrap();
            ledger.acknowledged(Duration::from_millis(1), true);
            ledger.rests(press.person);
        }
        for &(press, second) in messages {
            ledger.arrived(Message { person: 0, press, second });
        }
        ledger
    }

    const GOOD: [(u64, bool); 4] = [(1, false), (1, true), (2, false), (2, true)];

    #[test]
    fn every_press_has_its_two_messages_in_order() {
        assert!(ledger_after(&GOOD).faults().none());
    }

    #[test]
    fn what_is_lost_or_too_much_or_out_of_order_is_seen() {
        assert_eq!(ledger_after(&GOOD[..3]).faults(), Faults { lost: 1, ..Faults::default() });
        let twice = [&GOOD[..], &[(3, false), (3, true)]].concat();
        assert_eq!(ledger_after(&twice).faults(), Faults { unasked: 2, ..Faults::default() });
        let swapped = [GOOD[0], GOOD[2], GOOD[1], GOOD[3]];
        assert_eq!(ledger_after(&swapped).faults(), Faults { disordered: 2, ..Faults::default() });
        let repeated = [GOOD[0], GOOD[0], GOOD[1], GOOD[2], GOOD[3]];
        assert_eq!(
            ledger_after(&repeated).faults(),
            Faults { unasked: 1, disordered: 4, ..Faults::default() }
        );
        let mut ledger = ledger_after(&GOOD);
        ledger.arrived(Message { person: 9, press: 1, second: false });
        assert_eq!(ledger.faults().disordered, 1, "a stranger");
    }

    #[test]
    fn a_refused_webhook_is_seen() {
        let mut ledger = ledger_after(&GOOD);
        ledger.acknowledged(Duration::ZERO, false);
        ledger.acknowledged_again(false);
        assert_eq!(ledger.faults(), Faults { refused: 2, ..Faults::default() });
    }

    #[test]
    fn a_hundredth_is_redelivered_until_the_end() {
        let mut ledger = Ledger::new(10);
        let mut redelivered = 0;
        for _ in 0..1000 {
            let press = ledger.press().unwrap();
            redelivered += u32::from(press.redeliver);
            ledger.rests(press.person);
        }
        assert_eq!(redelivered, 10);
        ledger.close();
        let last: Vec<_> = std::iter::from_fn(|| ledger.press()).collect();
        assert_eq!(last.len(), 10);
        assert!(last.iter().all(|press| !press.redeliver));
    }
}
