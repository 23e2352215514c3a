//! What went out: all of it, in order.

use std::collections::{HashMap, HashSet};

use crate::{ledger::Meaning, said::Said};

use super::{
    Invariant, Judge,
    record::{Call, Record},
};

pub(super) fn check(judge: &mut Judge<'_>, record: &Record) {
    let mut taken: HashMap<&str, HashSet<Said>> = HashMap::new();
    for (conversation, places) in &record.lanes {
        let lane: Vec<_> = record.lane(places).filter(|(_, call)| call.taken.is_some()).collect();
        let timely: Vec<_> = lane.iter().filter(|(_, call)| !call.late).copied().collect();
        order(judge, conversation, &timely);
        taken.insert(conversation, lane.iter().map(|(said, _)| *said).collect());
    }
    missing(judge, record, &taken);
    given_up(judge, record);
    for conversation in &judge.evidence.end.inbox {
        judge.violated(Invariant::NothingMissing, format!("{conversation}: an event still waits"), []);
    }
    for (conversation, message) in &judge.evidence.end.outbox {
        let what = format!("{conversation}: the message {message:?} still waits");
        judge.violated(Invariant::NothingMissing, what, []);
    }
}

/// Each message is a later one than that before it, or the same again.
fn order(judge: &mut Judge<'_>, conversation: &str, lane: &[(Said, &Call)]) {
    for ((before, first), (after, second)) in lane.iter().zip(lane.iter().skip(1)) {
        if after < before {
            let what = format!("{conversation}: `{after}` came after `{before}`");
            judge.violated(Invariant::SendOrder, what, first.proof().chain(second.proof()));
        }
    }
}

fn missing(judge: &mut Judge<'_>, record: &Record, taken: &HashMap<&str, HashSet<Said>>) {
    let end = &judge.evidence.end;
    let dead: HashSet<_> =
        end.dead_messages.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    for (conversation, tally) in &end.tallies {
        let taken = taken.get(conversation.as_str());
        for number in (1..=tally.last).filter(|number| tally.has(*number)) {
            for said in Said::both(number) {
                let sent = taken.is_some_and(|taken| taken.contains(&said));
                if !sent && !dead.contains(&(conversation.as_str(), said.to_string().as_str())) {
                    let what = format!("{conversation}: `{said}` was neither sent nor set aside");
                    judge.violated(Invariant::NothingMissing, what, record.posts(conversation, number));
                }
            }
        }
    }
    for (conversation, places) in &record.lanes {
        let tally = end.tallies.get(conversation);
        for (said, call) in record.lane(places) {
            if !tally.is_some_and(|tally| tally.has(said.number)) {
                let what = format!("{conversation}: `{said}` was sent, and its event is not in the state");
                judge.violated(Invariant::Counted, what, call.proof());
            }
        }
    }
}

/// What is set aside has to have been refused, or is never to be sent twice and may have been sent.
fn given_up(judge: &mut Judge<'_>, record: &Record) {
    for (conversation, message) in &judge.evidence.end.dead_messages {
        let Some(said) = Said::read(message) else { continue };
        let places = record.lanes.get(conversation).map(Vec::as_slice).unwrap_or_default();
        // Together with a message that a person cannot get, all that waits behind it is set aside.
        let refused = record.lane(places).any(|(_, call)| call.meaning() == Some(Meaning::Refused));
        let calls: Vec<_> = record.lane(places).filter(|(other, _)| *other == said).collect();
        let unknown = calls.iter().any(|(_, call)| call.is_unknown());
        let doubtful = said.maybe_never() && (unknown || record.was_under_way(conversation, said));
        if !refused && !doubtful {
            let what = format!("{conversation}: `{said}` was given up without a reason");
            let proof = calls.iter().flat_map(|(_, call)| call.proof());
            judge.violated(Invariant::NothingMissing, what, proof);
        }
    }
}
