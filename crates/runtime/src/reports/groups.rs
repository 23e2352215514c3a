//! What is alike is told together, and not too often.

use std::{collections::HashMap, time::Duration};

use jiff::Timestamp;
use tertulia_core::Platform;

use super::kind::Kind;

/// How many groups are told apart. What comes beyond is told by its kind alone.
const MOST: usize = 200;

/// What makes two reports alike.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(super) struct Group {
    pub(super) kind: Kind,
    pub(super) platform: Option<Platform>,
    pub(super) account: Option<String>,
    /// The author's line, or what the error says each time.
    pub(super) sign: String,
}

/// Something that happened once, redacted.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub(super) group: Group,
    pub(super) place: Option<String>,
    pub(super) text: String,
    pub(super) event: Option<i64>,
    pub(super) at: Timestamp,
}

/// What is to be told of a group: how often it happened since it was told last, and how it was the last time.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) last: Note,
    pub(super) first: Timestamp,
    pub(super) count: u64,
}

/// What happened, and when it may be told.
#[derive(Debug)]
pub(super) struct Groups {
    every: Duration,
    known: HashMap<Group, Known>,
}

#[derive(Debug)]
struct Known {
    /// What is not told yet.
    untold: Option<Told>,
    /// Not before that time.
    due: Timestamp,
}

impl Groups {
    pub(super) fn new(every: Duration) -> Self {
        Self { every, known: HashMap::new() }
    }

    /// Takes in what happened.
    pub(super) fn note(&mut self, mut note: Note) {
        if self.known.len() >= MOST && !self.known.contains_key(&note.group) {
            note.group = Group { platform: None, account: None, sign: String::new(), ..note.group };
        }
        let first = note.at;
        self.add(Told { last: note, first, count: 1 });
    }

    /// Takes back what could not be told: it is told with what comes.
    pub(super) fn untell(&mut self, told: Told) {
        let group = told.last.group.clone();
        let due = told.first;
        self.add(told);
        if let Some(known) = self.known.get_mut(&group) {
            known.due = due;
        }
    }

    fn add(&mut self, told: Told) {
        let due = told.first;
        let known = self.known.entry(told.last.group.clone()).or_insert_with(|| Known { untold: None, due });
        known.untold = Some(match known.untold.take() {
            Some(before) => {
                let count = before.count + told.count;
                let first = before.first.min(told.first);
                let last = if before.last.at > told.last.at { before.last } else { told.last };
                Told { last, first, count }
            }
            None => told,
        });
    }

    /// Something that may be told now: what waits longest comes first.
    pub(super) fn next(&mut self, now: Timestamp) -> Option<Told> {
        // What was told and did not happen again is new when it does.
        self.known.retain(|_, known| known.untold.is_some() || known.due > now);
        let due = self.known.values_mut().filter(|known| known.untold.is_some() && known.due <= now);
        let known = due.min_by_key(|known| known.untold.as_ref().map(|told| told.first))?;
        known.due = now + self.every;
        known.untold.take()
    }

    /// The same when there is no time to wait for.
    pub(super) fn last(&mut self) -> Option<Told> {
        let untold = self.known.values_mut().filter(|known| known.untold.is_some());
        untold.min_by_key(|known| known.untold.as_ref().map(|told| told.first))?.untold.take()
    }

    /// When something may be told.
    pub(super) fn due(&self) -> Option<Timestamp> {
        self.known.values().filter(|known| known.untold.is_some()).map(|known| known.due).min()
    }
}
