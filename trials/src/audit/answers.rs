//! Whether the platforms' answers were minded.

use std::collections::HashMap;

use crate::ledger::Meaning;

use super::{
    Invariant, Judge,
    record::{Call, REVOKED, Record, UNDER_WAY},
};

pub(super) fn check(judge: &mut Judge<'_>, record: &Record) {
    let mut refused: HashMap<(&str, _), &Call> = HashMap::new();
    // Of each chat or account the call after which it had to wait, and until when.
    let mut waiting: HashMap<&str, (&Call, u64)> = HashMap::new();
    for call in &record.calls {
        for name in [&call.conversation, call.account()] {
            let Some((asked, until)) = waiting.get(name) else { continue };
            // A process that is begun does not know what the one before it was asked for.
            if asked.run == call.run && call.begun.1 < *until && knew(asked, call) {
                let early = (until - call.begun.1) / 1000;
                let what = format!("{name} was called {early} ms before the time the platform had named");
                judge.violated(Invariant::Patience, what, asked.proof().chain(call.proof()));
            }
        }
        if let Some(no) =
            refused.get(&(call.conversation.as_str(), call.said)).filter(|no| no.run == call.run)
        {
            let what = format!("{}: what had been refused was tried again", call.conversation);
            judge.violated(Invariant::Refused, what, no.proof().chain(call.proof()));
        }
        match call.answered {
            Some((_, answered, Meaning::Wait { millis, account })) => {
                let name = if account { call.account() } else { &call.conversation };
                waiting.insert(name, (call, answered + millis * 1000));
            }
            Some((_, answered, Meaning::Revoked)) => {
                waiting.insert(call.account(), (call, answered + REVOKED));
            }
            Some((.., Meaning::Refused)) if call.said.is_some() => {
                refused.insert((&call.conversation, call.said), call);
            }
            _ => {}
        }
    }
}

/// Whether the answer of one call was known when the other began. Within a chat it was; what an account has begun
/// while the answer was under way, it began without knowing.
fn knew(asked: &Call, call: &Call) -> bool {
    let known = asked.answered.map_or(u64::MAX, |(_, at, _)| at);
    call.begun.1 > known + if asked.conversation == call.conversation { 0 } else { UNDER_WAY }
}
