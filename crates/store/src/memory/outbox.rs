//! Calls that wait to be made.

use std::collections::{BTreeMap, BTreeSet};

use tertulia_core::{
    file::FileHash,
    turn::{Ambiguity, OutgoingCall},
};

use super::{counter::Counter, durable::Durable};
use crate::{
    AccountId, OutboxRow, Room,
    rules::{
        flood,
        time::{duration, duration_millis, timestamp},
    },
};

/// The calls that were neither made nor given up.
#[derive(Default)]
pub(super) struct Outbox {
    numbers: Counter,
    rows: BTreeMap<i64, Row>,
}

/// A call.
pub(super) struct Row {
    pub(super) origin: Origin,
    progress: Progress,
    /// Whether a process ended while the call was under way, or while nobody could tell whether it was made.
    uncertain: bool,
    pub(super) call: OutgoingCall,
    not_before: Option<i64>,
    attempts: u32,
    created_at: i64,
}

/// How far a call is.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
enum Progress {
    Waiting,
    GivenOut,
    UnderWay,
    /// Nobody can tell whether it was made.
    InDoubt,
}

/// Where a call comes from and goes to.
#[derive(Clone, Copy)]
pub(super) struct Origin {
    /// The account that makes it.
    pub(super) account: AccountId,
    /// The chat it goes to.
    pub(super) chat: i64,
    /// The conversation it was made in.
    pub(super) conversation: i64,
    /// Whether no event tells that it failed.
    pub(super) silent: bool,
}

impl Outbox {
    /// Adds a call after all others, and gives its number.
    fn push(&mut self, origin: Origin, call: OutgoingCall, now: i64) -> i64 {
        let progress = Progress::Waiting;
        let row =
            Row { origin, progress, uncertain: false, call, not_before: None, attempts: 0, created_at: now };
        let number = self.numbers.next();
        self.rows.insert(number, row);
        number
    }

    /// Whether there are calls of that chat, given out or not.
    fn occupied(&self, chat: i64) -> bool {
        self.rows.values().any(|row| row.origin.chat == chat)
    }

    /// Where a call comes from and goes to. `None` if the call was settled.
    pub(super) fn origin(&self, number: i64) -> Option<Origin> {
        self.rows.get(&number).map(|row| row.origin)
    }

    /// The call with that reference. `None` if there is none, or it was settled.
    pub(super) fn find(&self, account: AccountId, reference: &str) -> Option<i64> {
        let mut rows = self.rows.iter();
        let found = rows.find(|(_, row)| row.origin.account == account && row.call.reference == reference);
        found.map(|(number, _)| *number)
    }

    /// A call is about to be made, if it is still there.
    pub(super) fn mark_dispatching(&mut self, number: i64) -> bool {
        let row = self.rows.get_mut(&number);
        row.map(|row| row.progress = Progress::UnderWay).is_some()
    }

    /// Whether so much waits for that chat that its conversations rest.
    pub(super) fn is_flooded(&self, chat: i64) -> bool {
        self.rows.values().filter(|row| row.origin.chat == chat).nth(flood::CALLS - 1).is_some()
    }

    /// The first call of a chat is about to be made, if it is given out and nothing speaks against that.
    pub(super) fn dispatch_next(&mut self, chat: i64) -> Option<i64> {
        let (number, row) = self.rows.iter_mut().find(|(_, row)| row.origin.chat == chat)?;
        (row.goes_at_once() && row.progress == Progress::GivenOut).then(|| {
            row.progress = Progress::UnderWay;
            *number
        })
    }

    /// A call failed and is tried again: it stays where it is.
    pub(super) fn put_off(&mut self, number: i64, not_before: i64) {
        self.refused(number);
        if let Some(row) = self.rows.get_mut(&number) {
            row.attempts += 1;
            row.not_before = Some(not_before);
        }
    }

    /// What is called instead takes the place of a call.
    pub(super) fn replace(&mut self, number: i64) {
        let row = self.rows.get_mut(&number);
        let Some((row, instead)) = row.and_then(|row| row.call.instead.take().map(|call| (row, call))) else {
            return;
        };
        (row.call.call, row.call.about) = (instead, None);
        (row.attempts, row.not_before, row.uncertain) = (0, None, false);
        row.progress = row.progress.min(Progress::GivenOut);
    }

    /// A call was certainly not made, and is no longer under way.
    pub(super) fn refused(&mut self, number: i64) {
        if let Some(row) = self.rows.get_mut(&number) {
            row.progress = row.progress.min(Progress::GivenOut);
        }
    }

    /// A call was about to be made, and was not.
    pub(super) fn not_made(&mut self, number: i64) {
        if let Some(row) = self.rows.get_mut(&number).filter(|row| row.progress == Progress::UnderWay) {
            row.progress = Progress::GivenOut;
        }
    }

    /// Nobody can tell whether a call was made: it stays where it is.
    pub(super) fn doubt(&mut self, number: i64, until: i64) {
        if let Some(row) = self.rows.get_mut(&number) {
            row.progress = Progress::InDoubt;
            row.attempts += 1;
            row.not_before = Some(until);
        }
    }

    /// The calls to a chat go to another one from now on.
    pub(super) fn move_chat(&mut self, from: i64, to: i64) {
        for row in self.rows.values_mut().filter(|row| row.origin.chat == from) {
            row.origin.chat = to;
        }
    }

    /// Takes a call out. `None` if it was settled before.
    pub(super) fn take(&mut self, number: i64) -> Option<Row> {
        self.rows.remove(&number)
    }

    /// Takes out all calls of a chat, in order, with their numbers.
    pub(super) fn take_chat(&mut self, chat: i64) -> Vec<(i64, Row)> {
        self.rows.extract_if(.., |_, row| row.origin.chat == chat).collect()
    }

    /// These calls wait again.
    pub(super) fn take_back(&mut self, numbers: &[i64]) {
        for number in numbers {
            if let Some(row) = self.rows.get_mut(number) {
                row.progress = Progress::Waiting;
            }
        }
    }

    /// The process is another one: all calls wait again, and it is known which may have been made.
    pub(super) fn restart(&mut self) {
        for row in self.rows.values_mut() {
            row.uncertain |= row.progress >= Progress::UnderWay;
            row.progress = Progress::Waiting;
        }
    }

    /// How many calls there are, given out or not.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The files that calls show.
    pub(super) fn files(&self) -> BTreeSet<FileHash> {
        self.rows.values().flat_map(|row| &row.call.files).map(|file| file.file.hash).collect()
    }

    /// When the call was made that has waited longest.
    pub(super) fn oldest(&self) -> Option<i64> {
        self.rows.values().next().map(|row| row.created_at)
    }
}

impl Row {
    /// Whether nothing speaks against making the call as soon as it is the first of its chat.
    fn goes_at_once(&self) -> bool {
        let wait = duration_millis(self.call.wait);
        let twice = self.call.ambiguity == Ambiguity::MaybeTwice;
        wait == 0 && twice && self.call.files.is_empty() && self.not_before.is_none() && !self.uncertain
    }

    fn to_outbox_row(&self, id: i64, group: Option<&str>) -> OutboxRow {
        OutboxRow {
            id,
            chat: self.origin.chat,
            group: group.map(str::to_owned),
            call: self.call.call.clone(),
            wait: duration(duration_millis(self.call.wait)),
            not_before: self.not_before.map(timestamp),
            attempts: self.attempts,
            created: timestamp(self.created_at),
            reference: self.call.reference.clone(),
            named: self.call.named,
            ambiguity: self.call.ambiguity,
            about: self.call.about.clone(),
            files: self.call.files.iter().map(|file| file.file.clone()).collect(),
            instead: self.call.instead.clone(),
            uncertain: self.uncertain,
            dispatching: self.progress == Progress::UnderWay,
        }
    }
}

impl Durable {
    /// Adds the calls of a turn, in order, and hands them over if somebody takes them.
    pub(super) fn push_calls(&mut self, origin: Origin, calls: &[OutgoingCall], now: i64) {
        for calls in calls.chunk_by(|one, next| one.chat == next.chat) {
            let chat = calls[0].chat.unwrap_or(origin.chat);
            self.push_to(Origin { chat, ..origin }, calls, now);
        }
    }

    /// Adds calls that go to one chat.
    fn push_to(&mut self, origin: Origin, calls: &[OutgoingCall], now: i64) {
        let Room { calls: room, flowing } = self.handover.room(origin.account);
        let handed = calls.len() <= room;
        let mut first = handed && flowing && !self.outbox.occupied(origin.chat);
        for call in calls {
            self.files.keep(&call.files, now);
            let number = self.outbox.push(origin, call.clone(), now);
            let Some(row) = self.outbox.rows.get_mut(&number).filter(|_| handed) else { continue };
            let dispatching = std::mem::take(&mut first) && row.goes_at_once();
            row.progress = if dispatching { Progress::UnderWay } else { Progress::GivenOut };
            let row = row.to_outbox_row(number, self.chats.group(origin.chat));
            self.handover.hand(origin.account, row);
        }
        if !handed {
            self.handover.wait(origin.account);
        }
    }

    /// Gives out waiting calls of an account, in order.
    pub(super) fn load_outbox(&mut self, account: AccountId, limit: usize) -> Vec<OutboxRow> {
        let waits = |row: &Row| row.origin.account == account && row.progress == Progress::Waiting;
        let waiting = self.outbox.rows.iter_mut().filter(|(_, row)| waits(row));
        let load = |(id, row): (&i64, &mut Row)| {
            row.progress = Progress::GivenOut;
            row.to_outbox_row(*id, self.chats.group(row.origin.chat))
        };
        let rows: Vec<_> = waiting.take(limit).map(load).collect();
        self.handover.loaded(account, rows.len() < limit);
        rows
    }
}
