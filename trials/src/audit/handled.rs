//! What came in: handled once, counted, in order.

use std::collections::HashSet;

use super::{Invariant, Judge, record::Record};

pub(super) fn check(judge: &mut Judge<'_>, record: &Record) {
    acknowledged(judge, record);
    for (conversation, tally) in &judge.evidence.end.tallies {
        for number in &tally.twice {
            let what = format!("{conversation}: event {number} was handled again");
            judge.violated(Invariant::HandledOnce, what, record.posts(conversation, *number));
        }
        for number in &tally.late {
            let what = format!("{conversation}: event {number} was handled after a later one");
            judge.violated(Invariant::Order, what, record.posts(conversation, *number));
        }
        let handled: Vec<_> = (1..=tally.last).filter(|number| tally.has(*number)).collect();
        for number in &handled {
            if !record.events.contains_key(&(conversation.clone(), *number)) {
                let what = format!("{conversation}: event {number} is counted, and was never posted");
                judge.violated(Invariant::Counted, what, []);
            }
        }
        // Those handled again are counted again, and were told above.
        let expected = handled.len() + tally.twice.len();
        if usize::try_from(tally.count) != Ok(expected) {
            let what = format!("{conversation}: {expected} events were handled, and {} counted", tally.count);
            judge.violated(Invariant::Counted, what, []);
        }
    }
}

fn acknowledged(judge: &mut Judge<'_>, record: &Record) {
    let end = &judge.evidence.end;
    let dead: HashSet<_> = end.dead_events.iter().collect();
    for (event, posts) in &record.events {
        let (conversation, number) = event;
        let handled = end.tallies.get(conversation).is_some_and(|tally| tally.has(*number));
        let proof = || [&posts.posted[..], &posts.acknowledged].concat();
        match (handled, dead.contains(event)) {
            (true, true) => {
                let what = format!("{conversation}: event {number} was handled, and set aside as well");
                judge.violated(Invariant::HandledOnce, what, proof());
            }
            (false, false) if !posts.acknowledged.is_empty() => {
                let what = format!(
                    "{conversation}: event {number} was acknowledged, and neither handled nor set aside"
                );
                judge.violated(Invariant::HandledOnce, what, proof());
                let what = format!("{conversation}: event {number} is missing from the state");
                judge.violated(Invariant::Counted, what, posts.acknowledged.clone());
            }
            _ => {}
        }
    }
}
