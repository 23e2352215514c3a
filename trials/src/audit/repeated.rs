//! What went out more than once, and why.

use std::collections::HashMap;

use crate::{ledger::Meaning, said::Said};

use super::{
    Invariant, Judge,
    record::{Call, Record, UNDER_WAY},
};

/// What the bot logs when a message is sent again that may have been sent.
const AGAIN: &str = "a message may have been sent; it is sent again";
/// What it logs when it waits for a receipt that tells.
const DOUBT: &str = "a message may have been sent; a receipt will tell";

/// How long a receipt has to be waited for, in microseconds, before a message is sent again: a second less than the
/// bot takes, as its clock and ours do not begin at the same moment.
const WAITING: u64 = 14_000_000;

/// How often a message came twice, and how often it could have.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Repeats {
    /// Calls that were in flight at a kill, or of whose answer nothing had been kept.
    pub(super) in_flight: usize,
    /// Messages that came twice because of that.
    pub(super) at_kills: usize,
    /// Calls of which nobody could tell what became of them.
    pub(super) unknown: usize,
    /// Messages that came twice because of that.
    pub(super) after_faults: usize,
}

pub(super) fn check(judge: &mut Judge<'_>, record: &Record) -> Repeats {
    let mut repeats = Repeats::default();
    for (conversation, places) in &record.lanes {
        let lane: Vec<_> = record.lane(places).collect();
        lane_of(judge, record, conversation, &lane, &mut repeats);
    }
    let live = |receipts: bool| {
        let of_kind = move |call: &&Call| call.returns_references() == receipts;
        record
            .calls
            .iter()
            .filter(of_kind)
            .filter(|call| call.is_unknown() && !record.was_in_flight(call))
            .count()
    };
    logged(judge, AGAIN, live(false).max(repeats.at_kills + repeats.after_faults));
    logged(judge, DOUBT, live(true));
    repeats
}

/// What may have come twice has to stand in the log.
fn logged(judge: &mut Judge<'_>, words: &str, expected: usize) {
    let lines = String::from_utf8_lossy(&judge.evidence.log).matches(words).count();
    if lines < expected {
        let what = format!("{expected} calls or more were in doubt, and the bot logged {lines}: {words}");
        judge.violated(Invariant::Repeats, what, []);
    }
}

fn lane_of(
    judge: &mut Judge<'_>,
    record: &Record,
    conversation: &str,
    lane: &[(Said, &Call)],
    repeats: &mut Repeats,
) {
    // What was shown last of each message.
    let mut shown: HashMap<Said, &Call> = HashMap::new();
    for (said, call) in lane {
        repeats.in_flight += usize::from(record.was_in_flight(call) || call.late);
        repeats.unknown += usize::from(call.is_unknown());
        if let Some(before) = shown.get(said) {
            let again = usize::from(call.taken.is_some());
            match reason(record, before, call) {
                Ok(Reason::Kill) => repeats.at_kills += again,
                Ok(Reason::Unknown) => repeats.after_faults += again,
                Err(why) => {
                    let what = format!("{conversation}: `{said}` was sent again, {why}");
                    let kill = record.kills.get(&before.run).map(|(at, _)| *at);
                    let receipt = before.proven.map(|(at, _)| at);
                    let proof = before.proof().chain(call.proof()).chain(kill).chain(receipt);
                    judge.violated(Invariant::Repeats, what, proof);
                }
            }
        }
        if call.taken.is_some() {
            shown.insert(*said, call);
        }
    }
}

enum Reason {
    Kill,
    Unknown,
}

/// Why a message that had been shown was sent again, or why it should not have been.
fn reason(record: &Record, before: &Call, call: &Call) -> Result<Reason, &'static str> {
    // Others had taken the place of its process, which nothing tells it but an answer that it no longer waits for.
    if call.late {
        return Ok(Reason::Kill);
    }
    let reason = if before.run != call.run && (record.was_in_flight(before) || before.late) {
        Reason::Kill
    } else if before.meaning() == Some(Meaning::Unknown) {
        Reason::Unknown
    } else {
        return Err("and nothing was wrong the first time");
    };
    if call.said.is_some_and(Said::maybe_never) {
        return Err("and it was never to be sent twice");
    }
    if before.proven.is_some_and(|(_, at)| at + UNDER_WAY < call.begun.1) {
        return Err("though a receipt had told of it");
    }
    // For a late one others have waited since they took its place.
    if before.returns_references() && !before.late && call.begun.1 < before.begun.1 + WAITING {
        return Err("without waiting for a receipt");
    }
    Ok(reason)
}
