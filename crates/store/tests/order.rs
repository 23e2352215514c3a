//! The order of events, against a model: random arrivals, claims, ends, failures and pauses.
#![cfg(all(feature = "memory", feature = "sqlite"))]
#![allow(clippy::unwrap_used, reason = "these are tests")]

use std::collections::BTreeMap;

use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::value::RawValue;
use tertulia_core::{Alias, Chat, Dedupe, Event, EventKind, Groups, Incoming, Platform, Sender};
use tertulia_store::{
    AccountId, Arrival, Claim, Conclusion, Finish, Finished, Ingested, Memory, Sqlite, SqliteOptions, Store,
};

const PEOPLE: usize = 3;

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn every_claim_is_the_one_the_model_expects(
        steps in proptest::collection::vec(step(), 1..60),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(run(&Memory::new(), &steps));
        runtime.block_on(run(&Sqlite::open(":memory:", SqliteOptions::default()).unwrap(), &steps));
    }
}

#[derive(Clone, Debug)]
enum Step {
    /// Somebody writes, with this place in the platform's order.
    Arrive { person: usize, sort: i64, claim: bool },
    /// Everything due is claimed.
    Claim,
    /// A turn ends, if there is one.
    End { person: usize, how: How },
    /// Time goes by, in seconds.
    Wait(i64),
}

#[derive(Clone, Copy, Debug)]
enum How {
    Done,
    Dead,
    /// To be tried again after so many seconds.
    Later(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let person = 0..PEOPLE;
    let how = prop_oneof![3 => Just(How::Done), 1 => Just(How::Dead), 2 => (0..9_i64).prop_map(How::Later)];
    prop_oneof![
        4 => (person.clone(), 0..6_i64, any::<bool>())
            .prop_map(|(person, sort, claim)| Step::Arrive { person, sort, claim }),
        2 => Just(Step::Claim),
        4 => (person, how).prop_map(|(person, how)| Step::End { person, how }),
        1 => (1..9_i64).prop_map(Step::Wait),
    ]
}

/// A conversation as it should be.
#[derive(Default)]
struct Model {
    /// Waiting events: their place in the order, and when they are due.
    waiting: BTreeMap<(i64, u64), Waiting>,
    held_until: i64,
    running: Option<((i64, u64), Claim)>,
}

struct Waiting {
    due: i64,
    attempts: u32,
}

impl Model {
    /// The event that has to be given out now.
    fn next(&self, now: i64) -> Option<(i64, u64)> {
        let idle = self.running.is_none() && self.held_until <= now;
        self.waiting.iter().find(|(_, waiting)| idle && waiting.due <= now).map(|(key, _)| *key)
    }

    /// Checks a claim against what has to be given out.
    fn claimed(&mut self, now: i64, claim: Claim) {
        let expected = self.next(now).expect("nothing is to be claimed");
        let waiting = self.waiting.get_mut(&expected).unwrap();
        waiting.attempts += 1;
        let number: u64 = claim.snapshot.event.text().unwrap().parse().unwrap();
        assert_eq!((number, claim.attempts), (expected.1, waiting.attempts));
        self.running = Some((expected, claim));
    }
}

async fn run(store: &dyn Store, steps: &[Step]) {
    let account = store.accounts(vec![(Platform::TELEGRAM, "1".into())]).await.unwrap()[0];
    let mut people: [Model; PEOPLE] = Default::default();
    let mut now = 0;
    for (number, step) in (0_u64..).zip(steps) {
        match *step {
            Step::Wait(seconds) => now += seconds,
            Step::Arrive { person, sort, claim } => {
                let arrival = arrival(account, person, sort, number, now);
                let answer = store.ingest(vec![arrival], claim).await.unwrap().remove(0);
                let model = &mut people[person];
                model.waiting.insert((sort, number), Waiting { due: now, attempts: 0 });
                match answer {
                    Ingested::Stored(Some(claim)) => model.claimed(now, *claim),
                    Ingested::Stored(None) => assert!(!claim || model.next(now).is_none()),
                    other => panic!("{other:?}"),
                }
            }
            Step::Claim => {
                for claim in store.claim(PEOPLE, at(now)).await.unwrap() {
                    let person: usize =
                        claim.snapshot.destination.alias("telegram").unwrap().parse().unwrap();
                    people[person].claimed(now, claim);
                }
                assert!(people.iter().all(|model| model.next(now).is_none()), "all that is due is claimed");
            }
            Step::End { person, how } => end(store, &mut people[person], how, now).await,
        }
    }
    let waiting: usize = people.iter().map(|model| model.waiting.len()).sum();
    assert_eq!(store.depth().await.unwrap().inbox, waiting as u64);
}

async fn end(store: &dyn Store, model: &mut Model, how: How, now: i64) {
    let Some((key, claim)) = model.running.take() else { return };
    let error = String::from("no answer");
    let conclusion = match how {
        How::Done => Conclusion::Done(tertulia_store::Done::default()),
        How::Dead => Conclusion::Dead { error, calls: Vec::new() },
        How::Later(seconds) => Conclusion::Later { at: at(now + seconds), error },
    };
    if let How::Later(seconds) = how {
        model.held_until = now + seconds;
        model.waiting.get_mut(&key).unwrap().due = now + seconds;
    } else {
        model.held_until = now;
        model.waiting.remove(&key);
    }
    let turn = Finish {
        conversation: claim.conversation,
        fence: claim.fence,
        seen: claim.seen,
        inbox: claim.inbox,
        at: at(now),
        conclusion,
        log: Vec::new(),
    };
    let more = !model.waiting.is_empty();
    assert_eq!(store.finish(vec![turn]).await.unwrap(), [Finished::Kept { more }]);
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

fn arrival(account: AccountId, person: usize, sort: i64, number: u64, now: i64) -> Arrival {
    let kind = EventKind::Text { text: number.to_string(), command: None };
    let raw = RawValue::from_string("{}".into()).unwrap();
    let incoming = Incoming {
        account: "1".into(),
        dedupe: Dedupe { bucket: 0, key: number.to_be_bytes().to_vec() },
        sort,
        sender: Some(Sender::new([Alias::new("telegram", person.to_string())])),
        chat: Chat::default(),
        event: Event::new(kind, at(now), raw),
    };
    Arrival { account, incoming, at: at(now), token: None, groups: Groups::Personal }
}
