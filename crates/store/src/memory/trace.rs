//! What is told of turns.

use std::collections::BTreeMap;

/// What is told, by the number of the event.
#[derive(Default)]
pub(super) struct Traces(BTreeMap<i64, String>);

impl Traces {
    /// Keeps what is told of turns, and forgets the oldest of them.
    pub(super) fn keep(&mut self, traces: Vec<(i64, String)>, keep: usize) {
        self.0.extend(traces);
        while self.0.len() > keep {
            self.0.pop_first();
        }
    }

    pub(super) fn of(&self, event: i64) -> Option<String> {
        self.0.get(&event).cloned()
    }
}
