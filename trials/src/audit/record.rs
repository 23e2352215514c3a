//! The ledger, put in order: events by conversation, calls, kills.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::{
    account::Platform,
    ledger::{Entry, Line, Meaning},
    said::Said,
};

/// How long it may take, on a busy machine, until what came of a call is kept: in microseconds. What takes longer
/// would be a call that was forgotten to be kept.
const SETTLING: u64 = 2_000_000;

/// How long an answer, or the news of it inside the bot, may be under way on a busy machine: in microseconds.
pub(super) const UNDER_WAY: u64 = 1_000_000;

/// How long, in microseconds, an account is left alone at least whose token is no longer good.
pub(super) const REVOKED: u64 = 30_000_000;

/// What a ledger tells. Numbers are places of lines in it.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// Every event that was posted, by conversation and number.
    pub(super) events: BTreeMap<(String, u32), Posts>,
    /// Every call, in the order in which they were read.
    pub(super) calls: Vec<Call>,
    /// The calls of a conversation that the bot's blocks made, by place in `calls`.
    pub(super) lanes: BTreeMap<String, Vec<usize>>,
    /// When each run was killed, or frozen so that others took its place: line and time.
    pub(super) kills: BTreeMap<u32, (usize, u64)>,
    /// How many of those were frozen.
    pub(super) freezes: usize,
    /// Runs that came back, by the number that their calls tell.
    thawed: HashMap<u32, Thawed>,
    /// The messages of which each such run had not kept that they were sent, where that is known.
    pub(super) left: BTreeMap<u32, HashSet<(String, String)>>,
    /// The first of them in each conversation.
    heads: BTreeMap<u32, HashMap<String, String>>,
    /// How many webhooks had been posted before.
    pub(super) redelivered: usize,
    /// How many webhooks were answered with 503.
    pub(super) refused: usize,
    /// Those of them that did not tell when to come again.
    pub(super) refusals_without_time: Vec<usize>,
    /// The most memory that the process has taken, in bytes.
    pub(super) peak: Option<u64>,
}

/// A run that was frozen, and goes on without knowing.
#[derive(Clone, Copy, Debug)]
struct Thawed {
    /// What it counts as.
    counts_as: u32,
    /// What it counted as before.
    before: u32,
    /// When it came back.
    at: u64,
}

/// How often an event was posted, and acknowledged.
#[derive(Debug, Default)]
pub(super) struct Posts {
    pub(super) posted: Vec<usize>,
    pub(super) acknowledged: Vec<usize>,
}

/// An API call.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) run: u32,
    pub(super) conversation: String,
    pub(super) said: Option<Said>,
    pub(super) begun: (usize, u64),
    pub(super) taken: Option<usize>,
    pub(super) answered: Option<(usize, u64, Meaning)>,
    /// When a receipt was acknowledged that tells that the message was shown: line and time.
    pub(super) proven: Option<(usize, u64)>,
    /// Whether it is the last of its conversation in its run.
    pub(super) last_of_run: bool,
    /// Whether it was about to be made when its process was frozen, and was made when that came back: nobody could hold it
    /// back any more.
    pub(super) late: bool,
}

impl Call {
    /// The lines it stands in.
    pub(super) fn proof(&self) -> impl Iterator<Item = usize> {
        [Some(self.begun.0), self.taken, self.answered.map(|(at, ..)| at)].into_iter().flatten()
    }

    /// The account: the conversation without the person.
    pub(super) fn account(&self) -> &str {
        self.conversation.rsplit_once('/').map_or(&self.conversation, |(account, _)| account)
    }

    pub(super) fn meaning(&self) -> Option<Meaning> {
        self.answered.map(|(.., meaning)| meaning)
    }

    /// Whether nobody could tell from the answer what became of it.
    pub(super) fn is_unknown(&self) -> bool {
        self.meaning() == Some(Meaning::Unknown)
    }

    /// Whether its platform gives our name for the message back.
    pub(super) fn returns_references(&self) -> bool {
        let platform = |platform: &Platform| self.conversation.starts_with(platform.name());
        Platform::ALL.iter().find(|known| platform(known)).is_some_and(|known| known.returns_references())
    }
}

impl Record {
    pub(super) fn read(lines: &[Line]) -> Self {
        let mut record = Self::default();
        let mut receipts: HashMap<u64, u64> = HashMap::new();
        let mut posts: HashMap<u64, (&str, &[u32])> = HashMap::new();
        let mut calls: HashMap<u64, usize> = HashMap::new();
        for (at, Line { at: time, entry }) in lines.iter().enumerate() {
            match entry {
                Entry::Posted { post, conversation, numbers, again } => {
                    posts.insert(*post, (conversation, numbers));
                    record.redelivered += usize::from(*again);
                    for number in numbers {
                        let event = record.events.entry((conversation.clone(), *number)).or_default();
                        event.posted.push(at);
                    }
                }
                Entry::Receipt { post, call } => _ = receipts.insert(*post, *call),
                Entry::Acknowledged { post, status: 200, .. } if receipts.contains_key(post) => {
                    if let Some(call) = receipts.get(post).and_then(|call| calls.get(call)) {
                        record.calls[*call].proven.get_or_insert((at, *time));
                    }
                }
                Entry::Acknowledged { post, status: 200, .. } => {
                    let (conversation, numbers) = posts.get(post).copied().unwrap_or_default();
                    for number in numbers {
                        let event = record.events.entry((conversation.to_owned(), *number)).or_default();
                        event.acknowledged.push(at);
                    }
                }
                Entry::Acknowledged { status: 503, retry_after, .. } => {
                    record.refused += 1;
                    record.refusals_without_time.extend(retry_after.is_none().then_some(at));
                }
                Entry::Peaked { bytes, .. } => record.peak = record.peak.max(Some(*bytes)),
                Entry::Begun { call, run, conversation, text } => {
                    calls.insert(*call, record.calls.len());
                    record.begun(*run, conversation, text, (at, *time));
                }
                Entry::Taken { call, .. } => {
                    if let Some(call) = calls.get(call) {
                        record.calls[*call].taken = Some(at);
                    }
                }
                Entry::Answered { call, meaning, .. } => {
                    if let Some(call) = calls.get(call) {
                        record.calls[*call].answered = Some((at, *time, *meaning));
                    }
                }
                Entry::Killed { run } => _ = record.kills.insert(*run, (at, *time)),
                Entry::Frozen { run } => {
                    record.kills.insert(*run, (at, *time));
                    record.freezes += 1;
                }
                Entry::Thawed { run, counts_as } => {
                    let before = record.thawed.get(run).map_or(*run, |thawed| thawed.counts_as);
                    record.thawed.insert(*run, Thawed { counts_as: *counts_as, before, at: *time });
                }
                Entry::Left { run, waiting } => {
                    record.left.insert(*run, waiting.iter().cloned().collect());
                    // The first ones are inserted last, and stay.
                    record.heads.insert(*run, waiting.iter().rev().cloned().collect());
                }
                Entry::Started { .. }
                | Entry::Stopped { .. }
                | Entry::Acknowledged { .. }
                | Entry::Unanswered { .. } => {}
            }
        }
        record.find_last_ones();
        record
    }

    fn begun(&mut self, run: u32, conversation: &str, text: &str, begun: (usize, u64)) {
        let thawed = self.thawed.get(&run).copied();
        let run = thawed.map_or(run, |thawed| thawed.counts_as);
        let said = Said::read(text);
        let late = thawed.is_some_and(|thawed| self.is_late(thawed, conversation, text, begun.1));
        if said.is_some() {
            self.lanes.entry(conversation.to_owned()).or_default().push(self.calls.len());
        }
        self.calls.push(Call {
            run,
            conversation: conversation.to_owned(),
            said,
            begun,
            taken: None,
            answered: None,
            proven: None,
            last_of_run: false,
            late,
        });
    }

    /// Whether a run that came back makes a call that it was about to make when it was frozen: the first of what it had
    /// left for that conversation, at once, and once.
    fn is_late(&self, thawed: Thawed, conversation: &str, text: &str, begun: u64) -> bool {
        let head = self.heads.get(&thawed.before).and_then(|heads| heads.get(conversation));
        let places = self.lanes.get(conversation).into_iter().flatten();
        head.is_some_and(|head| head == text)
            && begun < thawed.at + SETTLING
            && places.into_iter().all(|place| self.calls[*place].run != thawed.counts_as)
    }

    fn find_last_ones(&mut self) {
        for places in self.lanes.values() {
            let mut runs = HashSet::new();
            for place in places.iter().rev() {
                let call = &mut self.calls[*place];
                call.last_of_run = runs.insert(call.run);
            }
        }
    }

    /// Whether its run was killed before it was kept what came of it.
    pub(super) fn was_in_flight(&self, call: &Call) -> bool {
        let Some((_, killed)) = self.kills.get(&call.run) else { return false };
        let lately = call.answered.is_none_or(|(_, answered, _)| answered + SETTLING >= *killed);
        let message = call.said.map(|said| (call.conversation.clone(), said.to_string()));
        let left =
            self.left.get(&call.run).zip(message).is_none_or(|(left, message)| left.contains(&message));
        call.last_of_run && lately && left
    }

    /// Whether the call of a message may have been under way when a run was killed, for all that run knew.
    pub(super) fn was_under_way(&self, conversation: &str, said: Said) -> bool {
        let text = said.to_string();
        let mut killed = self.kills.iter().filter(|(run, _)| {
            self.heads.get(run).and_then(|heads| heads.get(conversation)).is_some_and(|head| *head == text)
        });
        killed.any(|(run, (_, killed))| {
            let of_run = |call: &&Call| call.run == *run && call.said == Some(said);
            let mut calls = self.calls.iter().rev().filter(|call| call.conversation == conversation);
            match calls.find(of_run).and_then(|call| call.answered) {
                // It was certain that it was not sent, and not yet time to try again.
                Some((_, answered, Meaning::Wait { millis, .. })) => {
                    !within(*killed, answered, millis * 1000)
                }
                Some((_, answered, Meaning::Revoked)) => !within(*killed, answered, REVOKED),
                _ => true,
            }
        })
    }

    /// The calls of a lane, with what they say, in the order in which they were read.
    pub(super) fn lane<'a>(&'a self, places: &'a [usize]) -> impl Iterator<Item = (Said, &'a Call)> {
        places.iter().filter_map(|place| Some((self.calls[*place].said?, &self.calls[*place])))
    }

    /// The lines in which an event was posted and acknowledged.
    pub(super) fn posts(&self, conversation: &str, number: u32) -> Vec<usize> {
        let event = self.events.get(&(conversation.to_owned(), number));
        event.map(|event| [&event.posted[..], &event.acknowledged].concat()).unwrap_or_default()
    }
}

/// Whether the end came while an answer was known that asks for so long a pause.
fn within(killed: u64, answered: u64, pause: u64) -> bool {
    (answered + UNDER_WAY..answered + pause).contains(&killed)
}
