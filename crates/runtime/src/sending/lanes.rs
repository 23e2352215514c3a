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

    /// Adds a call at the end of its lane. A pause before the first one begins now.
    pub(super) fn push(&mut self, row: OutboxRow, now: Timestamp) {
        self.rows += 1;
        let chat = row.chat;
        let start = start(&row, now);
        let lane = self.lanes.entry(chat).or_insert_with(|| {
            self.waiting.insert((start, chat));
            Lane { rows: VecDeque::new(), ready_at: start, waited: false, proven: false }
        });
        lane.rows.push_back(Arc::new(row));
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
mod tests {
    use std::time::Duration;

    use serde_json::json;
    use tertulia_core::{Call, turn::Ambiguity};

    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    fn row(id: i64, chat: i64, wait: u64) -> OutboxRow {
        OutboxRow {
            id,
            chat,
            group: None,
            call: Call::new("send", &json!({})),
            wait: Duration::from_secs(wait),
            not_before: None,
            attempts: 0,
            created: at(0),
            reference: id.to_string(),
            ambiguity: Ambiguity::MaybeTwice,
            about: None,
            uncertain: false,
            dispatching: false,
        }
    }

    /// Everything that may go at a time, started.
    fn go(lanes: &mut Lanes, now: i64) -> Vec<i64> {
        let mut gone = vec![];
        while let Ok(Ready { chat, row, .. }) = lanes.ready(at(now)) {
            gone.push(row.id);
            lanes.begin(chat);
        }
        gone
    }

    #[test]
    fn only_the_first_of_a_lane_is_under_way() {
        let mut lanes = Lanes::default();
        for (id, chat) in [(1, 7), (2, 7), (3, 8)] {
            lanes.push(row(id, chat, 0), at(0));
        }
        assert_eq!(go(&mut lanes, 0), [1, 3]);
        lanes.done(7, at(1));
        assert_eq!(go(&mut lanes, 1), [2]);
        lanes.push(row(4, 7, 0), at(1));
        assert_eq!(go(&mut lanes, 1), [0; 0], "2 is under way");
        lanes.done(7, at(2));
        assert_eq!((go(&mut lanes, 2), lanes.len()), (vec![4], 2));
    }

    #[test]
    fn a_pause_begins_when_the_one_before_is_done_and_holds_no_other_lane() {
        let mut lanes = Lanes::default();
        lanes.push(row(1, 7, 0), at(0));
        lanes.push(row(2, 7, 5), at(0));
        assert_eq!(go(&mut lanes, 0), [1]);
        lanes.done(7, at(3));
        lanes.push(row(3, 8, 0), at(3));
        assert_eq!(go(&mut lanes, 3), [3]);
        assert_eq!(lanes.ready(at(7)).unwrap_err(), Some(at(8)));
        assert_eq!(go(&mut lanes, 8), [2]);
    }

    #[test]
    fn a_receipt_ends_the_doubt_about_the_first_call() {
        let mut lanes = Lanes::default();
        for id in 1..=3 {
            lanes.push(row(id, 7, 0), at(0));
        }
        assert_eq!(go(&mut lanes, 0), [1]);
        lanes.doubt(7, at(15), at(0));
        let doubted = lanes.ready(at(15)).unwrap();
        assert!(doubted.waited && doubted.row.uncertain);
        lanes.proven(7, 2, at(3));
        lanes.proven(7, 1, at(3));
        let next = lanes.ready(at(3)).unwrap();
        assert_eq!((next.row.id, next.waited, lanes.len()), (3, false, 1));
        lanes.begin(7);
        lanes.proven(7, 3, at(4));
        assert_eq!(lanes.len(), 1, "its own end is still to come");
    }

    #[test]
    fn a_group_that_moved_is_asked_again_at_once() {
        let mut lanes = Lanes::default();
        lanes.push(row(1, 7, 0), at(0));
        lanes.push(row(2, 7, 0), at(0));
        go(&mut lanes, 0);
        lanes.moved(7, "-1002", at(1));
        assert_eq!(lanes.ready(at(1)).unwrap().row.group.as_deref(), Some("-1002"));
    }

    #[test]
    fn a_receipt_that_comes_before_the_end_of_its_call_is_not_forgotten() {
        let mut lanes = Lanes::default();
        for id in 1..=4 {
            lanes.push(row(id, 7, 0), at(0));
        }
        go(&mut lanes, 0);
        lanes.proven(7, 1, at(1));
        assert_eq!(go(&mut lanes, 1), [0; 0], "its call is still under way");
        lanes.doubt(7, at(17), at(2));
        assert_eq!(go(&mut lanes, 2), [2]);
        lanes.proven(7, 2, at(3));
        lanes.retry(7, at(9), false);
        assert_eq!((go(&mut lanes, 8), go(&mut lanes, 9)), (vec![], vec![3]));
        lanes.doubt(7, at(24), at(9));
        assert_eq!((go(&mut lanes, 23), go(&mut lanes, 24)), (vec![], vec![3]), "nothing proved the third");
    }

    #[test]
    fn a_call_that_failed_holds_its_lane() {
        let mut lanes = Lanes::default();
        lanes.push(row(1, 7, 0), at(0));
        lanes.push(row(2, 7, 0), at(0));
        go(&mut lanes, 0);
        lanes.retry(7, at(9), true);
        assert_eq!(go(&mut lanes, 8), [0; 0]);
        assert_eq!(lanes.ready(at(9)).unwrap().row.attempts, 1);
        assert_eq!(go(&mut lanes, 9), [1]);
        lanes.clear(7, Some(2), at(9));
        assert_eq!((go(&mut lanes, 99), lanes.len()), (vec![], 0));
    }

    #[test]
    fn what_is_said_after_a_lane_was_cleared_goes_on() {
        let mut lanes = Lanes::default();
        for id in 1..=4 {
            lanes.push(row(id, 7, 0), at(0));
        }
        go(&mut lanes, 0);
        lanes.clear(7, Some(3), at(1));
        assert_eq!((go(&mut lanes, 1), lanes.len()), (vec![4], 1));
    }

    #[test]
    fn a_note_counts_for_one_call_until_it_fails() {
        let mut lanes = Lanes::default();
        lanes.push(row(1, 7, 0), at(0));
        lanes.note(7, Some(2));
        lanes.note(9, Some(1));
        assert!(!lanes.ready(at(0)).unwrap().row.dispatching);
        lanes.note(7, Some(1));
        lanes.postpone(7, at(1));
        assert!(lanes.ready(at(1)).unwrap().row.dispatching, "a pause of ours changes nothing");
        lanes.begin(7);
        lanes.retry(7, at(2), false);
        assert!(!lanes.ready(at(2)).unwrap().row.dispatching, "the store was told that it was refused");
    }
}
