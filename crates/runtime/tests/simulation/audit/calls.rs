//! Each call as it was made: one at a time in a chat, not too early, and no more often than it had to be.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    history::{End, Message, What},
    run::Run,
};

/// How long a status is waited for that tells whether a message was sent.
const DOUBT: u64 = 15_000;

#[derive(Default)]
struct Audit {
    broken: Vec<String>,
    calls: BTreeMap<usize, Call>,
    lanes: BTreeMap<usize, Lane>,
    statuses: BTreeMap<Message, u64>,
    /// Until when WhatsApp's account has to wait.
    account_until: u64,
    /// When processes were killed, and when the next ones began.
    crashes: Vec<(u64, u64)>,
}

struct Call {
    at: u64,
    person: usize,
    message: Message,
    taken: bool,
    ended: Option<(u64, End)>,
}

#[derive(Default)]
struct Lane {
    /// The call that is under way.
    open: Option<usize>,
    /// The message that was called last.
    last: Option<Message>,
    until: u64,
    called: BTreeSet<Message>,
    /// What was called when the person had blocked the bot, since the last crash: it is never called again.
    refused: BTreeSet<Message>,
    refused_event: Option<usize>,
    /// The message that was called last when a process was killed.
    last_at_crash: Vec<Option<Message>>,
}

pub(super) fn audit(run: &Run) -> Vec<String> {
    let mut audit = Audit::default();
    for entry in &run.history {
        audit.take(run, entry.at, &entry.what);
    }
    audit.broken
}

impl Audit {
    fn take(&mut self, run: &Run, now: u64, what: &What) {
        match what {
            What::Call { call, person, message } => self.call(run, now, *call, *person, *message),
            What::Taken { call, .. } => self.calls.get_mut(call).expect("it began").taken = true,
            What::Ended { call, end } => self.ended(run, now, *call, *end),
            What::Status { message, at_once: true } => _ = self.statuses.entry(*message).or_insert(now),
            What::Crash => self.crash(run, now),
            What::Start => {
                if let Some((_, started)) = self.crashes.last_mut() {
                    *started = now;
                }
            }
            _ => {}
        }
    }

    fn call(&mut self, run: &Run, now: u64, number: usize, person: usize, message: Message) {
        let whatsapp = run.scenario.people[person];
        let lane = self.lanes.entry(person).or_default();
        let mut broken = Vec::new();
        if let Some(open) = lane.open.replace(number) {
            broken.push(format!("while call {open} is under way in the same chat"));
        }
        if now < lane.until || (whatsapp && now < self.account_until) {
            broken.push("before the time to wait is over".to_owned());
        }
        if lane.refused.contains(&message) || lane.refused_event == Some(message.event) {
            broken.push("though the person had blocked the bot".to_owned());
        }
        let before = self.calls.values().rev().find(|call| call.message == message && call.taken);
        if let Some(before) = before {
            broken.extend(self.repeated(run, now, before));
        }
        let lane = self.lanes.entry(person).or_default();
        lane.last = Some(message);
        lane.called.insert(message);
        self.calls.insert(number, Call { at: now, person, message, taken: false, ended: None });
        let told = |why| format!("call {number} at {now} ({message:?}) {why}");
        self.broken.extend(broken.into_iter().map(told));
    }

    /// What is wrong with calling again for a message that was taken before.
    fn repeated(&self, run: &Run, now: u64, before: &Call) -> Option<String> {
        let message = before.message;
        let whatsapp = run.scenario.people[before.person];
        let unknown = before.ended.filter(|(_, end)| *end == End::Unknown).map(|(at, _)| at);
        let lane = &self.lanes[&before.person];
        let under_way = |(crash, _): &(&(u64, u64), &Option<Message>)| crash.0 >= before.at;
        let mut crashes = self.crashes.iter().zip(&lane.last_at_crash).filter(under_way);
        let crash = crashes.find(|(_, last)| **last == Some(message)).map(|((_, started), _)| *started);
        let Some(since) = unknown.or(crash) else {
            return Some("is a repetition of one that was not under way at a crash".to_owned());
        };
        if run.scenario.presses[message.event].maybe_never {
            return Some("repeats what is not to be sent twice".to_owned());
        }
        if !whatsapp {
            return None;
        }
        if self.statuses.get(&message).is_some_and(|acknowledged| *acknowledged < now) {
            return Some("is made though a status had proved that it was sent".to_owned());
        }
        (now < since + DOUBT).then(|| "does not wait for a status".to_owned())
    }

    fn ended(&mut self, run: &Run, now: u64, number: usize, end: End) {
        let call = self.calls.get_mut(&number).expect("it began");
        call.ended = Some((now, end));
        let message = call.message;
        let lane = self.lanes.entry(call.person).or_default();
        lane.open = None;
        match end {
            End::Limited { wait, account: true } if run.scenario.people[call.person] => {
                self.account_until = self.account_until.max(now + wait);
            }
            End::Limited { wait, .. } => lane.until = now + wait,
            End::Blocked => {
                lane.refused.clone_from(&lane.called);
                lane.refused_event = Some(message.event);
            }
            _ => {}
        }
    }

    /// A process remembers neither what it had to wait for nor what was refused but not yet stored.
    fn crash(&mut self, run: &Run, now: u64) {
        self.account_until = 0;
        self.crashes.push((now, now));
        for person in 0..run.scenario.people.len() {
            let lane = self.lanes.entry(person).or_default();
            (lane.open, lane.until) = (None, 0);
            lane.refused.clear();
            lane.refused_event = None;
            lane.last_at_crash.push(lane.last);
        }
    }
}
