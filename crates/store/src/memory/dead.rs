//! What is set aside.

use std::collections::BTreeMap;

use jiff::Timestamp;
use tertulia_core::{Call, Event};

use super::{counter::Counter, inspect::Dead, sweep::forget};
use crate::{DeadLetter, rules::time::whole_millis};

/// Everything that was set aside, in that order.
#[derive(Default)]
pub(super) struct Graveyard {
    numbers: Counter,
    dead: BTreeMap<i64, Dead>,
}

impl Graveyard {
    /// Sets aside what is no event.
    pub(super) fn letter(&mut self, letter: DeadLetter) {
        self.add(letter.at, letter.reason, letter.body);
    }

    /// Sets aside an event.
    pub(super) fn event(&mut self, at: Timestamp, reason: String, event: &Event) {
        self.add(at, reason, serde_json::to_vec(event).unwrap_or_default());
    }

    /// Sets aside a call.
    pub(super) fn call(&mut self, at: Timestamp, reason: String, call: &Call) {
        self.add(at, reason, format!("{}\n{}", call.endpoint, call.body.get()).into_bytes());
    }

    /// Forgets what was set aside before the horizon, a portion of it.
    pub(super) fn forget(&mut self, horizon: i64) {
        forget(&mut self.dead, |dead| dead.at.as_millisecond() < horizon);
    }

    /// All of it.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Dead> {
        self.dead.values()
    }

    /// How much there is.
    pub(super) fn len(&self) -> usize {
        self.dead.len()
    }

    fn add(&mut self, at: Timestamp, reason: String, body: Vec<u8>) {
        self.dead.insert(self.numbers.next(), Dead { at: whole_millis(at), reason, body });
    }
}
