//! How turns and calls end, as the contract has it.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tertulia_core::{
    Call,
    event::TimerPurpose,
    file::{FileBytes, OutgoingFile},
    message::MediaKind,
    payload::{Audience, StoredPayload},
    state::PersonChange,
    turn::{Ambiguity, OutgoingCall, TimerChange},
};
use tertulia_store::{Claim, Conclusion, Done, Finish, Settled, Settlement};

use super::step::{End, How, Outcome, State, Timer, What};

impl End {
    /// The end of the turn of that claim.
    pub(crate) fn of(&self, claim: &Claim) -> Finish {
        let at = claim.snapshot.now + SignedDuration::from_secs(self.after);
        let error = String::from("no answer");
        let conclusion = match &self.how {
            How::Done(state, calls, tokens, timers) => Conclusion::Done(Done {
                state: state.json(),
                person: state.person(claim),
                calls: self::calls(*calls, claim),
                payloads: tokens.iter().map(|token| payload(*token, claim)).collect(),
                used: self.uses.map(|token| [token; 12]),
                timers: timers.iter().map(|timer| timer.of(at)).collect(),
            }),
            How::Dead(calls) => Conclusion::Dead { error, calls: self::calls(*calls, claim) },
            How::Later(seconds) => {
                Conclusion::Later { at: at + SignedDuration::from_micros(seconds * 1_000_100), error }
            }
        };
        let Claim { conversation, fence, seen, inbox, .. } = *claim;
        Finish { conversation, fence, seen, inbox, at, conclusion, log: Vec::new() }
    }
}

impl Timer {
    /// What a turn that ends then does.
    fn of(self, at: Timestamp) -> TimerChange {
        match self {
            Self::Set(key, after) => {
                let due_at = at + SignedDuration::from_micros(after * 1_000_100);
                TimerChange::set(key.to_string(), TimerPurpose::Silence, due_at)
            }
            Self::Cancel(key) => TimerChange::Cancel(key.to_string()),
        }
    }
}

impl Outcome {
    /// What became of the call with that number.
    pub(crate) fn of(&self, row: i64, at: Timestamp) -> Settlement {
        let outcome = match self.what {
            What::Sent => Settled::Sent(Some(format!("m{row}"))),
            What::SentWithoutId => Settled::Sent(None),
            What::Later => {
                let not_before = at + SignedDuration::from_micros(1_234_567);
                Settled::Later { not_before, error: "busy".into() }
            }
            What::Uncertain => {
                let until = at + SignedDuration::from_micros(1_234_567);
                Settled::Uncertain { until, error: "the connection broke".into() }
            }
            What::Lost => Settled::Lost("no answer".into()),
            What::Instead => Settled::Instead("too old".into()),
            What::NotMade => Settled::NotMade,
            What::Moved(group) => Settled::Moved(group.to_string()),
            What::Dead => Settled::Dead("wrong".into()),
            What::Unreachable => Settled::Unreachable { chat: 1, reason: "blocked".into() },
        };
        Settlement { row, at, outcome, then_next: self.then_next }
    }
}

/// The name of the first call of a turn.
pub(crate) fn reference(claim: &Claim) -> String {
    format!("turn {}", claim.inbox)
}

/// The name of all other calls.
pub(crate) const SHARED: &str = "shared";

impl State {
    fn json(self) -> String {
        let json = match self {
            Self::Empty => "{}",
            Self::Some => r#"{"stack":[{"context":"shop"}],"sessions":{"clicks":3}}"#,
            Self::Broken => r#"{"stack":7}"#,
        };
        json.into()
    }
}

impl State {
    /// What the turn did with the person: nothing, something, or a look.
    fn person(self, claim: &Claim) -> PersonChange {
        let read = Some(claim.snapshot.user.version);
        match self {
            Self::Empty => PersonChange::default(),
            Self::Some => {
                let mut memory = claim.snapshot.user.memory.clone();
                memory.values.insert("turn".into(), claim.inbox.into());
                let locale = Some((claim.inbox % 2 == 0).then(|| "es".into()));
                let stopped = Some(claim.inbox % 3 == 0);
                PersonChange { met: true, stopped, locale, read, memory: Some(memory) }
            }
            Self::Broken => PersonChange { read, ..PersonChange::default() },
        }
    }
}

/// One of three files.
fn file(claim: &Claim) -> OutgoingFile {
    let name = format!("{}.txt", claim.inbox % 3);
    let bytes = name.clone().into_bytes();
    OutgoingFile::new("file:1", MediaKind::Document, FileBytes::new(name, "text/plain", bytes))
}

/// The first call has a name of its own. All others share one, which no platform's adapter would do.
fn calls(count: u8, claim: &Claim) -> Vec<OutgoingCall> {
    let call = |number: u8| {
        let reference = if number == 0 { reference(claim) } else { SHARED.into() };
        OutgoingCall {
            wait: Duration::from_micros(u64::from(number) * 1_500_500),
            chat: claim.snapshot.joined.filter(|_| number > 1),
            files: (number == 1).then(|| file(claim)).into_iter().collect(),
            ambiguity: if number == 0 { Ambiguity::MaybeNever } else { Ambiguity::MaybeTwice },
            named: number < 2,
            about: (number == 1).then(|| SHARED.to_owned()),
            instead: (number == 1).then(|| Call::new("instead", &number)),
            ..OutgoingCall::new(Call::new("send", &number), reference)
        }
    };
    (0..count).map(call).collect()
}

fn payload(token: u8, claim: &Claim) -> StoredPayload {
    let audience = if token == 0 { Audience::Anyone } else { Audience::Chat };
    StoredPayload {
        audience,
        user: 7,
        expires_at: (token == 1).then_some(claim.snapshot.now),
        once: true,
        ..StoredPayload::new([token; 12], format!("shop/buy/{}", claim.inbox), claim.snapshot.chat)
    }
}
