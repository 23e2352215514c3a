//! What came of everything: each event handled once and in order, each answer there and in order.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    history::{End, Message, What},
    run::Run,
};

/// How long it may take to store that a person blocked the bot, while the store is away.
const STORING: u64 = 60_000;

/// When something was seen: the place in the history.
#[derive(Default)]
struct Seen {
    pressed: BTreeMap<usize, (usize, u64)>,
    acknowledged: BTreeMap<usize, usize>,
    /// Calls with person and message.
    calls: BTreeMap<usize, (usize, Message)>,
    /// The messages that were called for each person, in order, each once. A call that was under way at a crash may
    /// arrive later than what is called after it, so this is what has an order.
    called: BTreeMap<usize, Vec<Message>>,
    /// The messages that arrived.
    got: BTreeSet<Message>,
    /// What the session had held when those messages were made.
    told: BTreeMap<usize, Vec<Vec<usize>>>,
    /// When a person was last found to have blocked the bot.
    blocked: BTreeMap<usize, u64>,
}

pub(super) fn audit(run: &Run) -> Vec<String> {
    let seen = Seen::of(run);
    (0..run.scenario.people.len()).flat_map(|person| seen.audit(run, person)).collect()
}

impl Seen {
    fn of(run: &Run) -> Self {
        let mut seen = Self::default();
        for (place, entry) in run.history.iter().enumerate() {
            match &entry.what {
                What::Pressed { event, .. } => _ = seen.pressed.insert(*event, (place, entry.at)),
                What::Acknowledged { event } => _ = seen.acknowledged.insert(*event, place),
                What::Call { call, person, message } => {
                    seen.calls.insert(*call, (*person, *message));
                    let called = seen.called.entry(*person).or_default();
                    if !called.contains(message) {
                        called.push(*message);
                    }
                }
                What::Taken { call, handled } => {
                    let (person, message) = seen.calls[call];
                    seen.got.insert(message);
                    seen.told.entry(person).or_default().push(handled.clone());
                }
                What::Ended { call, end: End::Blocked } => {
                    _ = seen.blocked.insert(seen.calls[call].0, entry.at);
                }
                _ => {}
            }
        }
        seen
    }

    fn audit(&self, run: &Run, person: usize) -> Vec<String> {
        let last_word = run.scenario.parts().1.start + person;
        let empty = Vec::new();
        let told = self.told.get(&person).unwrap_or(&empty);
        let Some(handled) = told.iter().find(|handled| handled.last() == Some(&last_word)) else {
            return vec![format!("person {person} never got the last answer")];
        };
        let mut broken = self.events(run, person, handled);
        for told in told {
            if !handled.starts_with(told) {
                broken.push(format!(
                    "person {person} was told of a state {told:?} that was not kept: {handled:?}"
                ));
            }
        }
        broken.extend(self.messages(run, person, handled));
        broken
    }

    /// Each event was handled once, and in order.
    fn events(&self, run: &Run, person: usize, handled: &[usize]) -> Vec<String> {
        let presses = run.scenario.presses.iter().enumerate();
        let own: BTreeSet<_> =
            presses.filter(|(_, press)| press.person == person).map(|(event, _)| event).collect();
        let once: BTreeSet<_> = handled.iter().copied().collect();
        let mut broken = Vec::new();
        if once != own || once.len() != handled.len() {
            broken.push(format!("person {person} pressed {own:?}, and handled was {handled:?}"));
        }
        for (at, later) in handled.iter().enumerate() {
            let acknowledged_before = |first: &&usize| self.acknowledged[first] < self.pressed[later].0;
            if let Some(first) = handled[at + 1..].iter().find(acknowledged_before) {
                broken.push(format!("event {later} was handled before {first}, which came before it"));
            }
        }
        broken
    }

    /// Everything that was said arrived, in order.
    fn messages(&self, run: &Run, person: usize, handled: &[usize]) -> Vec<String> {
        let empty = Vec::new();
        let called = self.called.get(&person).unwrap_or(&empty);
        let mut broken = Vec::new();
        let mut said = Vec::new();
        for event in handled {
            let press = run.scenario.presses[*event];
            said.extend((0..press.answers).map(|part| Message { event: *event, part }));
        }
        for message in said.iter().filter(|message| !self.got.contains(message)) {
            let may_be_lost = run.scenario.presses[message.event].maybe_never && called.contains(message);
            let pressed = self.pressed[&message.event].1;
            let blocked = self.blocked.get(&person).is_some_and(|blocked| pressed < blocked + STORING);
            if !may_be_lost && !blocked {
                broken.push(format!("{message:?} never arrived"));
            }
        }
        let place = |message: &Message| said.iter().position(|said| said == message);
        if !called.is_sorted_by_key(place) {
            broken.push(format!("person {person} was sent {called:?} in the wrong order"));
        }
        broken
    }
}
