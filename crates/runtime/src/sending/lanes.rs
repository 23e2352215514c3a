//! Lanes: the waiting calls of one chat, in order, of which only the first is ever under way.

use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    sync::Arc,
};

use jiff::Timestamp;
use tertulia_store::OutboxRow;

/// The lanes of an account. A pause holds a lane, never a worker.
#[derive(Debug, Default)]
pub(super) struct Lanes {
    lanes: HashMap<i64, Lane>,
    /// The lanes whose first call is not under way, by the time from which it may go.
    waiting: BTreeSet<(Timestamp, i64)>,
    rows: usize,
}

#[derive(Debug)]
struct Lane {
    rows: VecDeque<Arc<OutboxRow>>,
    ready_at: Timestamp,
    /// Whether a receipt for the first call was waited for, and did not come.
    waited: bool,
    /// Whether a receipt proved, while the first call was under way, that it had been made.
    proven: bool,
}

/// The first call of a lane, that may go out now.
#[derive(Clone, Debug)]
pub(super) struct Ready {
    pub(super) chat: i64,
    pub(super) row: Arc<OutboxRow>,
    /// Whether a receipt for it was waited for, and did not come.
    pub(super) waited: bool,
}

impl Lanes {
    /// How many calls there are.
    pub(super) fn len(&self) -> usize {
        self.rows
    }

    /// Adds a call to its lane: at the end, unless later ones were given out before it. A pause before the first one begins
    /// now. A call that is there already was given out anew, because another process sent for the account meanwhile, or an
    /// operator wants it made again: what is known of it now counts, also if it may go sooner.
    pub(super) fn push(&mut self, row: OutboxRow, now: Timestamp) {
        let chat = row.chat;
        let start = start(&row, now);
        let lane = self.lanes.entry(chat).or_insert_with(|| {
            self.waiting.insert((start, chat));
            Lane { rows: VecDeque::new(), ready_at: start, waited: false, proven: false }
        });
        let newest = lane.rows.back().is_none_or(|last| last.id < row.id);
        match lane.rows.iter().position(|known| !newest && known.id == row.id) {
            Some(at) => {
                lane.rows[at] = Arc::new(row);
                // An operator may have it made at once.
                if at == 0 && start < lane.ready_at && self.waiting.remove(&(lane.ready_at, chat)) {
                    lane.ready_at = start;
                    self.waiting.insert((start, chat));
                }
            }
            None if newest => {
                lane.rows.push_back(Arc::new(row));
                self.rows += 1;
            }
            None => {
                let waits = self.waiting.remove(&(lane.ready_at, chat));
                let place = lane.rows.partition_point(|known| known.id < row.id);
                // Nothing goes before what is under way.
                lane.rows.insert(place.max(usize::from(!waits)), Arc::new(row));
                self.rows += 1;
                if waits {
                    if place == 0 {
                        (lane.ready_at, lane.waited, lane.proven) = (start, false, false);
                    }
                    self.waiting.insert((lane.ready_at, chat));
                }
            }
        }
    }

    /// The call that may go out now, of those the one that has waited longest; or when the next one may.
    pub(super) fn ready(&self, now: Timestamp) -> Result<Ready, Option<Timestamp>> {
        let &(at, chat) = self.waiting.first().ok_or(None)?;
        let lane = self.lanes.get(&chat).ok_or(None)?;
        let row = Arc::clone(lane.rows.front().ok_or(None)?);
        if at <= now { Ok(Ready { chat, row, waited: lane.waited }) } else { Err(Some(at)) }
    }

    /// The first call of the lane is under way.
    pub(super) fn begin(&mut self, chat: i64) {
        if let Some(lane) = self.lanes.get(&chat) {
            self.waiting.remove(&(lane.ready_at, chat));
        }
    }

    /// The first call of the lane is done with: the next one may go after its pause.
    pub(super) fn done(&mut self, chat: i64, now: Timestamp) {
        let Some(lane) = self.lanes.get_mut(&chat) else { return };
        self.rows -= usize::from(lane.rows.pop_front().is_some());
        (lane.waited, lane.proven) = (false, false);
        match lane.rows.front() {
            Some(next) => {
                lane.ready_at = start(next, now);
                self.waiting.insert((lane.ready_at, chat));
            }
            None => _ = self.lanes.remove(&chat),
        }
    }

    /// The first call of the lane goes again, not before that time; or the next one, if a receipt made that needless.
    pub(super) fn retry(&mut self, chat: i64, at: Timestamp, counted: bool) {
        let Some(lane) = self.lanes.get_mut(&chat) else { return };
        if lane.proven {
            return self.done(chat, at);
        }
        if let Some(row) = lane.rows.front_mut().filter(|row| counted || row.dispatching) {
            let row = Arc::make_mut(row);
            row.attempts += u32::from(counted);
            row.dispatching = false;
        }
        lane.ready_at = at;
        self.waiting.insert((at, chat));
    }

    /// The first call of the lane, as it was begun, is for others to make: the next one may go, unless the same was given out
    /// anew meanwhile.
    pub(super) fn left(&mut self, chat: i64, row: &Arc<OutboxRow>, now: Timestamp) {
        let first = self.lanes.get(&chat).and_then(|lane| lane.rows.front());
        if first.is_some_and(|first| first.id == row.id && !Arc::ptr_eq(first, row)) {
            self.retry(chat, now, false);
        } else {
            self.done(chat, now);
        }
    }

    /// The first call of the lane gives way to the one that is to be made instead.
    pub(super) fn instead(&mut self, chat: i64, now: Timestamp) {
        let first = self.lanes.get_mut(&chat).and_then(|lane| lane.rows.front_mut());
        if let Some(row) = first.map(Arc::make_mut)
            && let Some(call) = row.instead.take()
        {
            row.call = call;
            (row.about, row.attempts, row.uncertain, row.dispatching) = (None, 0, false, false);
        }
        self.retry(chat, now, false);
    }

    /// Nobody can tell whether the first call of the lane was made: a receipt is waited for, unless it came already.
    pub(super) fn doubt(&mut self, chat: i64, until: Timestamp, now: Timestamp) {
        if self.lanes.get(&chat).is_some_and(|lane| lane.proven) {
            return self.done(chat, now);
        }
        self.retry(chat, until, false);
        let Some(lane) = self.lanes.get_mut(&chat) else { return };
        lane.waited = true;
        if let Some(row) = lane.rows.front_mut() {
            Arc::make_mut(row).uncertain = true;
        }
    }

    /// A receipt proves that a call was made. If it is under way, its end is waited for, and it does not go again.
    pub(super) fn proven(&mut self, chat: i64, row: i64, now: Timestamp) {
        let Some(lane) = self.lanes.get_mut(&chat) else { return };
        match lane.rows.iter().position(|waiting| waiting.id == row) {
            Some(0) if self.waiting.remove(&(lane.ready_at, chat)) => self.done(chat, now),
            Some(0) => lane.proven = true,
            Some(at) if at > 0 => {
                lane.rows.remove(at);
                self.rows -= 1;
            }
            _ => {}
        }
    }

    /// The group of a lane has another id; its first call goes again.
    pub(super) fn moved(&mut self, chat: i64, group: &str, now: Timestamp) {
        for row in self.lanes.get_mut(&chat).into_iter().flat_map(|lane| &mut lane.rows) {
            Arc::make_mut(row).group = Some(group.to_owned());
        }
        self.retry(chat, now, false);
    }

    /// The first call of a waiting lane may not go before that time.
    pub(super) fn postpone(&mut self, chat: i64, until: Timestamp) {
        self.begin(chat);
        if let Some(lane) = self.lanes.get_mut(&chat) {
            lane.ready_at = until;
            self.waiting.insert((until, chat));
        }
    }

    /// It is noted of the first call of the lane, if it is that one, that it is about to be made.
    pub(super) fn note(&mut self, chat: i64, dispatching: Option<i64>) {
        let first = self.lanes.get_mut(&chat).and_then(|lane| lane.rows.front_mut());
        if let Some(row) = first.filter(|row| Some(row.id) == dispatching) {
            Arc::make_mut(row).dispatching = true;
        }
    }

    /// The calls of which it is noted that they are about to be made, or are.
    pub(super) fn dispatching(&self) -> impl Iterator<Item = i64> {
        self.lanes.values().flat_map(|lane| &lane.rows).filter(|row| row.dispatching).map(|row| row.id)
    }

    /// The first call of the lane is done with, and so are all others up to that number. What came later goes on.
    pub(super) fn clear(&mut self, chat: i64, last: Option<i64>, now: Timestamp) {
        if let Some(lane) = self.lanes.get_mut(&chat) {
            let before = lane.rows.len();
            let mut first = true;
            lane.rows.retain(|row| std::mem::take(&mut first) || last.is_none_or(|last| row.id > last));
            self.rows -= before - lane.rows.len();
            self.done(chat, now);
        }
    }
}

/// When a call may go that has become the first of its lane.
fn start(row: &OutboxRow, now: Timestamp) -> Timestamp {
    let after_pause = now + row.wait;
    row.not_before.map_or(after_pause, |not_before| not_before.max(after_pause))
}

#[cfg(test)]
mod tests;
