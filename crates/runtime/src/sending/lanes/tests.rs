//! Lanes, by examples and by chance.

use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

use proptest::prelude::*;
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
        named: false,
        ambiguity: Ambiguity::MaybeTwice,
        about: None,
        files: Vec::new(),
        instead: None,
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
fn a_call_that_is_given_out_anew_is_there_once() {
    let mut lanes = Lanes::default();
    (1..=3).for_each(|id| lanes.push(row(id, 7, 0), at(0)));
    assert_eq!(go(&mut lanes, 0), [1]);
    lanes.push(OutboxRow { uncertain: true, ..row(2, 7, 0) }, at(0));
    lanes.push(row(3, 7, 0), at(0));
    assert_eq!(lanes.len(), 3);
    lanes.done(7, at(0));
    let next = lanes.ready(at(0)).unwrap().row;
    assert_eq!((next.id, next.uncertain), (2, true), "what is known of it now counts");
}

#[test]
fn a_call_that_is_given_out_anew_waits_no_longer_than_it_has_to() {
    let mut lanes = Lanes::default();
    lanes.push(OutboxRow { not_before: Some(at(3600)), ..row(1, 7, 0) }, at(0));
    assert!(go(&mut lanes, 60).is_empty());
    lanes.push(row(1, 7, 0), at(60));
    assert_eq!(go(&mut lanes, 60), [1]);
    lanes.push(row(1, 7, 0), at(61));
    assert!(go(&mut lanes, 3600).is_empty(), "it is under way already");
}

#[test]
fn a_call_that_is_given_out_anew_goes_when_it_may_now() {
    let mut lanes = Lanes::default();
    lanes.push(row(1, 7, 0), at(0));
    go(&mut lanes, 0);
    lanes.retry(7, at(60), true);
    assert_eq!(go(&mut lanes, 1), [0; 0]);
    lanes.push(row(1, 7, 0), at(1));
    assert_eq!(go(&mut lanes, 1), [1]);
    lanes.push(row(1, 7, 0), at(2));
    assert_eq!(go(&mut lanes, 2), [0; 0], "while it is under way it does not go twice");
}

#[test]
fn what_is_called_instead_has_the_same_place() {
    let mut lanes = Lanes::default();
    let instead = Some(Call::new("instead", &json!({})));
    let edit =
        OutboxRow { instead, about: Some("menu".into()), attempts: 3, uncertain: true, ..row(1, 7, 0) };
    lanes.push(edit, at(0));
    lanes.push(row(2, 7, 0), at(0));
    go(&mut lanes, 0);
    lanes.instead(7, at(1));
    let first = lanes.ready(at(1)).unwrap().row;
    assert_eq!((first.id, first.call.endpoint.as_str(), first.attempts), (1, "instead", 0));
    assert!(first.about.is_none() && first.instead.is_none() && !first.uncertain);
    assert_eq!(go(&mut lanes, 1), [1]);
    lanes.done(7, at(1));
    assert_eq!(go(&mut lanes, 1), [2]);
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

#[test]
fn what_is_given_out_anew_takes_its_place_among_later_calls() {
    let mut lanes = Lanes::default();
    lanes.push(row(5, 7, 0), at(0));
    lanes.push(row(1, 7, 0), at(0));
    lanes.push(row(3, 7, 0), at(0));
    assert_eq!((go(&mut lanes, 0), lanes.len()), (vec![1], 3));
    lanes.push(row(4, 7, 0), at(1));
    // It comes too late: nothing goes before what is under way.
    lanes.push(row(0, 7, 0), at(1));
    let mut order = Vec::new();
    for _ in 0..4 {
        lanes.done(7, at(1));
        order.extend(go(&mut lanes, 1));
    }
    assert_eq!((order, lanes.len()), (vec![0, 3, 4, 5], 1));
}

#[test]
fn a_call_that_was_left_to_others_stays_if_it_is_given_out_anew() {
    let mut lanes = Lanes::default();
    lanes.push(row(1, 7, 0), at(0));
    lanes.push(row(2, 7, 0), at(0));
    let begun = lanes.ready(at(0)).unwrap().row;
    lanes.begin(7);
    lanes.push(row(1, 7, 0), at(0));
    lanes.left(7, &begun, at(1));
    let begun = lanes.ready(at(1)).unwrap().row;
    assert_eq!(begun.id, 1);
    lanes.begin(7);
    lanes.left(7, &begun, at(2));
    assert_eq!((go(&mut lanes, 2), lanes.len()), (vec![2], 1));
}

/// What may happen to a lane next.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// A call for that chat comes in.
    Push(i64),
    /// Everything that may go is started.
    Go,
    /// The call under way for that chat ends well, fails, or nobody can tell.
    Done(i64),
    Retry(i64),
    Doubt(i64),
    /// A receipt proves that the first call of that chat was made.
    Prove(i64),
    Wait(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let chat = || 1..4_i64;
    prop_oneof![
        4 => chat().prop_map(Step::Push),
        4 => Just(Step::Go),
        4 => chat().prop_map(Step::Done),
        1 => chat().prop_map(Step::Retry),
        1 => chat().prop_map(Step::Doubt),
        1 => chat().prop_map(Step::Prove),
        2 => (0..20_i64).prop_map(Step::Wait),
    ]
}

proptest! {
    /// However pushes, ends and receipts interleave: of a chat only one call is under way, each call is the one after
    /// the last that ended, and in the end all are gone.
    #[test]
    fn a_lane_keeps_its_order(steps in proptest::collection::vec(step(), 1..200)) {
        let mut lanes = Lanes::default();
        let (mut now, mut next) = (0, 1);
        // Of each chat: the numbers that wait, and whether the first is under way.
        let mut model: HashMap<i64, (VecDeque<i64>, bool)> = HashMap::new();
        let end = (0..100).flat_map(|_| [Step::Wait(20), Step::Go, Step::Done(1), Step::Done(2), Step::Done(3)]);
        for step in steps.into_iter().chain(end.cycle().take(5_000)) {
            match step {
                Step::Push(chat) => {
                    lanes.push(row(next, chat, 0), at(now));
                    model.entry(chat).or_default().0.push_back(next);
                    next += 1;
                }
                Step::Go => {
                    while let Ok(Ready { chat, row, .. }) = lanes.ready(at(now)) {
                        let (waiting, under_way) = model.get_mut(&chat).unwrap();
                        prop_assert!(!*under_way, "two calls of a chat are under way");
                        prop_assert_eq!(waiting.front(), Some(&row.id));
                        *under_way = true;
                        lanes.begin(chat);
                    }
                }
                Step::Wait(seconds) => now += seconds,
                Step::Done(chat) | Step::Retry(chat) | Step::Doubt(chat) | Step::Prove(chat) => {
                    let Some((waiting, under_way)) = model.get_mut(&chat) else { continue };
                    let proven = matches!(step, Step::Prove(_));
                    if *under_way == proven || waiting.is_empty() {
                        continue;
                    }
                    match step {
                        Step::Done(_) => lanes.done(chat, at(now)),
                        Step::Retry(_) => lanes.retry(chat, at(now + 3), true),
                        Step::Doubt(_) => lanes.doubt(chat, at(now + 15), at(now)),
                        _ => lanes.proven(chat, waiting[0], at(now)),
                    }
                    *under_way = false;
                    if matches!(step, Step::Done(_) | Step::Prove(_)) {
                        waiting.pop_front();
                    }
                }
            }
            let waiting: usize = model.values().map(|(waiting, _)| waiting.len()).sum();
            prop_assert_eq!(lanes.len(), waiting);
        }
        prop_assert_eq!(lanes.len(), 0, "something never went");
    }
}
