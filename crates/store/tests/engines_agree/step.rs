//! What can happen to a store.

use proptest::{collection::vec, prelude::*};

use super::{
    arrive::{Arrive, arrive},
    tell::{Tell, tell},
};

/// Something that is asked of both engines.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Time goes by, in seconds. A clock may also be put back.
    Wait(i64),
    /// The accounts are named once more.
    Name,
    Ask(Ask),
    /// Something is asked, and nobody waits for the answer; or nobody looks at it.
    Leave {
        ask: Ask,
        answered: bool,
    },
    Finish(Vec<End>),
    /// Calls are about to be made: of all that were ever given out, counted from the last.
    Mark(Vec<usize>),
    Settle(Vec<Outcome>),
    /// So many new calls are handed over from now on; the second tells whether they go at once.
    Room(usize, bool),
    /// Receipts come in.
    Tell(Vec<Tell>),
    /// A group of an account gets another id.
    Move {
        account: i64,
        from: u8,
        to: u8,
    },
    /// A turn, counted from the last, records a value under a name.
    Record {
        claim: usize,
        name: u8,
        value: u8,
    },
    Recall {
        claim: usize,
        name: u8,
    },
    /// The bot has something to say to the user of that number, or to somebody with that alias.
    Post {
        user: i64,
        alias: Option<u8>,
    },
    Bury,
    /// After so many days, forgets what is old.
    Sweep {
        days: i64,
    },
    /// The process ends, in order or not, and another one begins.
    Restart {
        closed: bool,
    },
}

/// What gives something out.
#[derive(Clone, Debug)]
pub(crate) enum Ask {
    Ingest { arrivals: Vec<Arrive>, claim: bool },
    Claim { limit: usize },
    Load { account: i64, limit: usize },
}

/// A turn ends: one of all that ever began, counted from the last.
#[derive(Clone, Debug)]
pub(crate) struct End {
    pub(crate) claim: usize,
    pub(crate) how: How,
    /// How many seconds after the claim.
    pub(crate) after: i64,
    /// The token it uses up.
    pub(crate) uses: Option<u8>,
}

#[derive(Clone, Debug)]
pub(crate) enum How {
    /// With that state, so many calls, and payloads for these tokens.
    Done(State, u8, Vec<u8>, Vec<Timer>),
    Dead(u8),
    /// To be tried again after so many seconds.
    Later(i64),
}

/// What a turn does with the timer of that name.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Timer {
    /// It is due so many seconds after the turn.
    Set(u8, i64),
    Cancel(u8),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum State {
    Empty,
    Some,
    Broken,
}

/// What became of a call: one of all that were ever given out, counted from the last.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    pub(crate) row: usize,
    pub(crate) what: What,
    pub(crate) then_next: bool,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum What {
    Sent,
    SentWithoutId,
    Later,
    Uncertain,
    Lost,
    /// Another call takes its place.
    Instead,
    NotMade,
    /// To the group with that number.
    Moved(u8),
    Dead,
    Unreachable,
}

pub(crate) fn step() -> impl Strategy<Value = Step> {
    let seconds =
        prop_oneof![6 => 0..20_i64, 2 => -20..0_i64, 1 => (0..80_i64).prop_map(|hours| hours * 3600)];
    prop_oneof![
        4 => seconds.prop_map(Step::Wait),
        1 => Just(Step::Name),
        14 => ask().prop_map(Step::Ask),
        2 => (ask(), any::<bool>()).prop_map(|(ask, answered)| Step::Leave { ask, answered }),
        8 => vec(end(), 1..4).prop_map(Step::Finish),
        4 => vec(recent(), 1..3).prop_map(Step::Mark),
        6 => vec(outcome(), 1..4).prop_map(Step::Settle),
        2 => (0..9_usize, any::<bool>()).prop_map(|(calls, flowing)| Step::Room(calls, flowing)),
        6 => vec(tell(), 1..5).prop_map(Step::Tell),
        2 => (1..6_i64, proptest::option::of(0..5_u8)).prop_map(|(user, alias)| Step::Post { user, alias }),
        1 => (1..3_i64, 0..3_u8, 0..3_u8).prop_map(|(account, from, to)| Step::Move { account, from, to }),
        3 => (recent(), 0..2_u8, 0..9_u8)
            .prop_map(|(claim, name, value)| Step::Record { claim, name, value }),
        3 => (recent(), 0..2_u8).prop_map(|(claim, name)| Step::Recall { claim, name }),
        1 => Just(Step::Bury),
        2 => (0..40_i64).prop_map(|days| Step::Sweep { days }),
        2 => any::<bool>().prop_map(|closed| Step::Restart { closed }),
    ]
}

/// One of many, counted from the last.
pub(crate) fn recent() -> impl Strategy<Value = usize> {
    prop_oneof![3 => Just(0_usize), 3 => 0..3_usize, 1 => 0..12_usize]
}

fn ask() -> impl Strategy<Value = Ask> {
    let account = prop_oneof![6 => Just(1_i64), 3 => Just(2), 1 => Just(3)];
    prop_oneof![
        6 => (vec(arrive(), 1..4), any::<bool>()).prop_map(|(arrivals, claim)| Ask::Ingest { arrivals, claim }),
        3 => (0..4_usize).prop_map(|limit| Ask::Claim { limit }),
        4 => (account, 0..6_usize).prop_map(|(account, limit)| Ask::Load { account, limit }),
    ]
}

fn end() -> impl Strategy<Value = End> {
    let state = prop_oneof![4 => Just(State::Some), 1 => Just(State::Empty), 1 => Just(State::Broken)];
    let how = prop_oneof![
        4 => (state, 0..4_u8, vec(0..3_u8, 0..2), vec(timer(), 0..3))
            .prop_map(|(state, calls, tokens, timers)| How::Done(state, calls, tokens, timers)),
        1 => (0..2_u8).prop_map(How::Dead),
        2 => (-3..30_i64).prop_map(How::Later),
    ];
    let uses = prop_oneof![3 => Just(None), 1 => (0..3_u8).prop_map(Some)];
    (recent(), how, -2..5_i64, uses).prop_map(|(claim, how, after, uses)| End { claim, how, after, uses })
}

fn timer() -> impl Strategy<Value = Timer> {
    prop_oneof![
        3 => (0..3_u8, -3..40_i64).prop_map(|(key, after)| Timer::Set(key, after)),
        1 => (0..3_u8).prop_map(Timer::Cancel),
    ]
}

fn outcome() -> impl Strategy<Value = Outcome> {
    let what = prop_oneof![
        3 => Just(What::Sent),
        1 => Just(What::SentWithoutId),
        2 => Just(What::Later),
        1 => Just(What::Uncertain),
        1 => Just(What::Lost),
        2 => Just(What::Instead),
        1 => Just(What::NotMade),
        1 => (0..3_u8).prop_map(What::Moved),
        1 => Just(What::Dead),
        1 => Just(What::Unreachable),
    ];
    (recent(), what, any::<bool>()).prop_map(|(row, what, then_next)| Outcome { row, what, then_next })
}
