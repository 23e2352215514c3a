use std::{
    collections::BTreeMap,
    pin::pin,
    sync::{Arc, Mutex},
    task::{Context as TaskContext, Poll, Waker},
    time::Duration,
};

use http::HeaderMap;
use jiff::Timestamp;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json, value::RawValue};

use super::*;
use crate::{
    Button, Call, Context, Data, DeepLink, Delivery, Destination, Error, Event, EventKind, Given, List,
    Params, Parsed, Payload, RawPayload, Reply, Request, Response, Result, Row, Session, Text, User,
    UserData, Verdict,
    adapter::{Adapter, Envelope, Notice, Pace, Undeliverable, Unverified, Verified},
    ask, change_to, delegate_to,
    event::Timer,
    halt, keep, leave, pass, payload,
    payload::{Keyring, StoredPayload},
    plan::{Capabilities, Part, Unit},
    state::{ConversationState, PersonChange, UserRecord},
    trace::Recorder,
    turn::{Outcome, Snapshot, TimerChange},
};

mod afterwards;
mod changing;
mod deep;
mod delegating;
mod doubts;
mod errors;
mod expiry;
mod explaining;
mod faults;
mod files;
mod filling;
mod forms;
mod groups;
mod handing_over;
mod hooks;
mod kinds;
mod languages;
mod matching;
mod meaning;
mod memory;
mod moving;
mod nlu_hooks;
mod numbered;
mod pages;
mod pausing;
mod payloads;
mod people;
mod properties;
mod routing;
mod saying;
mod sessions;
mod speaking_first;
mod stale;
mod stopping;
mod terms;
mod timing_out;
mod tree;
mod typed;
mod unsayable;
mod vanishing;
mod versions;
mod window;

/// A platform with buttons of 64 bytes, and nothing else.
struct Plain {
    /// Whether messages can be changed once they are there.
    edits: bool,
    capabilities: &'static Capabilities,
}

static CAPABILITIES: Capabilities = {
    let mut plain = Capabilities::new(Platform::new("plain"), Unit::CodePoints, 4096);
    plain.buttons.count = 100;
    plain.buttons.title = 64;
    plain.buttons.payload = 64;
    plain.media.files = files::LIMITS;
    plain
};

impl Adapter for Plain {
    fn platform(&self) -> Platform {
        Platform::new("plain")
    }
    fn accounts(&self) -> Vec<String> {
        vec![]
    }
    fn challenge(&self, _: &str) -> Result<String, Unverified> {
        Err(Unverified)
    }
    fn verify(&self, _: &HeaderMap, _: &[u8]) -> Result<Verified, Unverified> {
        Err(Unverified)
    }
    fn parse(&self, _: &Verified, _: &[u8]) -> Vec<Parsed> {
        vec![]
    }
    fn capabilities(&self) -> &'static Capabilities {
        self.capabilities
    }
    fn render(&self, part: &Part, _: &Envelope<'_>) -> Result<Call, Undeliverable> {
        let text = match part {
            Part::Text(text) => return Ok(Call::new("send", &json!({ "text": text.as_str() }))),
            Part::Buttons { question, .. } | Part::QuickReplies(question) => &question.text,
            Part::Numbered { question, .. } => {
                return Ok(Call::new("send", &json!({ "text": question.text.as_str() })));
            }
            Part::List(list) => &list.text,
            Part::Native(native) => return Ok(Call::new(&*native.endpoint, &native.filled())),
            Part::Leaf(leaf) => &leaf.text,
            Part::Media(media) => {
                let body = json!({ "kind": media.kind.name(), "source": media.source });
                return Ok(Call::new("send", &body));
            }
            _ => return Err(Undeliverable("not offered".into())),
        };
        let mut buttons: Vec<_> = part.choices().iter().map(|choice| json!(choice)).collect();
        if let Part::Leaf(leaf) = part {
            buttons.extend(leaf.turns.iter().map(|turn| json!([turn.title, turn.payload()])));
        }
        let body = json!({ "text": text.as_str(), "buttons": buttons });
        Ok(Call::new("send", &body))
    }
    fn edit(&self, part: &Part, envelope: &Envelope<'_>) -> Option<Call> {
        let call = self.capabilities.edits.then(|| self.render(part, envelope).ok())??;
        Some(Call { endpoint: "edit".into(), ..call })
    }
    fn delete(&self, _: &Destination) -> Option<Call> {
        self.capabilities.edits.then(|| Call::new("delete", &json!({})))
    }
    fn about(&self, call: &Call, message_id: &str) -> Option<Call> {
        let mut body: Value = serde_json::from_str(call.body.get()).ok()?;
        body["replaces"] = message_id.into();
        Some(Call::new(&*call.endpoint, &body))
    }
    fn take_buttons(&self, _: &Destination) -> Option<Call> {
        self.edits.then(|| Call::new("take", &json!({})))
    }
    fn afterwards(&self, envelope: &Envelope<'_>) -> Option<Call> {
        envelope.extras?.contains_key("pin").then(|| Call::new("pin", &json!({})))
    }
    fn answer_press(&self, _: &str, _: Option<&Notice>) -> Option<Call> {
        None
    }
    fn counts(&self, _: &Call) -> bool {
        true
    }
    fn request(&self, _: &str, _: &Call) -> Option<Request> {
        None
    }
    fn interpret(&self, _: &Call, _: &Response) -> Delivery {
        Delivery::Sent(None)
    }
    fn pace(&self) -> &Pace {
        unreachable!("nothing is sent here")
    }
}

/// A journal in memory.
#[derive(Default)]
struct Notes(Mutex<HashMap<(String, String), String>>);

impl Journal for Notes {
    fn recall<'a>(&'a self, turn: &'a str, name: &'a str) -> crate::journal::Recorded<'a, Option<String>> {
        let note = self.0.lock().unwrap().get(&(turn.into(), name.into())).cloned();
        Box::pin(async move { Ok(note) })
    }

    fn record<'a>(&'a self, turn: &'a str, name: &'a str, value: String) -> crate::journal::Recorded<'a, ()> {
        self.0.lock().unwrap().entry((turn.into(), name.into())).or_insert(value);
        Box::pin(async { Ok(()) })
    }
}

/// One conversation with a program.
struct Chat {
    program: Arc<Program>,
    keyring: Keyring,
    state: ConversationState,
    chat: i64,
    platform: Platform,
    stored: Vec<StoredPayload>,
    turns: u32,
    /// The person's language, if the platform tells one.
    locale: Option<String>,
    /// What is kept of the person.
    person: UserRecord,
    journal: Arc<Notes>,
    /// The buttons of everything said so far: title and payload, the last first.
    buttons: Vec<(String, String)>,
    now: Timestamp,
    adapter: Plain,
    /// The timers that are set, by name.
    timers: BTreeMap<String, (Timer, Timestamp)>,
    /// The group that it is in.
    group: Option<String>,
    /// When the person was last heard there.
    heard: Option<Timestamp>,
}

/// What came of a turn.
#[derive(Debug, PartialEq)]
struct Heard {
    texts: Vec<String>,
    verdict: Verdict,
}

impl Chat {
    fn with(contexts: impl IntoIterator<Item = Context>) -> Self {
        let builder = contexts.into_iter().fold(ProgramBuilder::new(), ProgramBuilder::context);
        Self::of(builder)
    }

    fn of(builder: ProgramBuilder) -> Self {
        let key = SecretString::from("a key of thirty-two bytes, or so");
        Self {
            program: Arc::new(builder.build().unwrap_or_else(|faults| panic!("{faults}"))),
            keyring: Keyring::new(&[key]).unwrap(),
            state: ConversationState::default(),
            chat: 1,
            platform: Platform::MESSENGER,
            stored: vec![],
            turns: 0,
            locale: None,
            person: UserRecord { id: 7, ..UserRecord::default() },
            journal: Arc::default(),
            buttons: vec![],
            now: Timestamp::UNIX_EPOCH,
            adapter: Plain { edits: false, capabilities: &CAPABILITIES },
            timers: BTreeMap::new(),
            group: None,
            heard: None,
        }
    }

    fn snapshot(&mut self, event: Event) -> Snapshot {
        self.turns += 1;
        let token = event.payload().and_then(payload::token_of).or_else(|| self.state.titles.token(&event));
        let stored = self.stored.iter().find(|stored| Some(stored.id) == token);
        let profile = crate::Profile { locale: self.locale.clone(), ..crate::Profile::default() };
        Snapshot {
            turn_id: self.turns.to_string(),
            platform: self.platform,
            chat: self.chat,
            destination: Destination {
                chat: crate::Chat { group: self.group.clone(), ..crate::Chat::default() },
                heard: self.heard,
                ..Destination::default()
            },
            user: UserRecord { profile, ..self.person.clone() },
            state: self.state.clone(),
            event,
            stored_payload: stored.cloned(),
            joined: None,
            now: self.now,
        }
    }

    fn tools(&self) -> Tools<'_> {
        Tools {
            adapter: &self.adapter,
            keyring: &self.keyring,
            journal: Arc::clone(&self.journal) as Arc<dyn Journal>,
            files: Arc::new(files::Disk),
            recorder: Recorder::default(),
        }
    }

    fn try_event(&mut self, event: Event) -> Result<(Heard, Outcome)> {
        let snapshot = self.snapshot(event);
        let tools = Tools { recorder: Recorder::on(), ..self.tools() };
        let ended = block_on(self.program.turn(snapshot.clone(), &tools));
        explaining::agrees(&self.program, &snapshot, &tools);
        let outcome = ended?;
        let mut texts = vec![];
        for call in &outcome.calls {
            let body: Value = serde_json::from_str(call.call.body.get()).unwrap();
            texts.extend(body["text"].as_str().map(str::to_owned));
            for button in body["buttons"].as_array().into_iter().flatten().rev() {
                let [title, payload] = [0, 1].map(|at| button[at].as_str().unwrap().to_owned());
                self.buttons.insert(0, (title, payload));
            }
        }
        self.state = outcome.state.clone();
        let PersonChange { met, stopped, locale, memory, .. } = outcome.person.clone();
        self.person.met |= met;
        self.person.stopped = stopped.unwrap_or(self.person.stopped);
        self.person.locale = locale.unwrap_or(self.person.locale.take());
        if let Some(memory) = memory {
            (self.person.memory, self.person.version) = (memory, self.person.version + 1);
        }
        for change in &outcome.timers {
            self.timers.remove(change.key());
            if let TimerChange::Set { timer, due_at } = change {
                self.timers.insert(timer.key.clone(), (timer.clone(), *due_at));
            }
        }
        self.stored.extend(outcome.payloads.clone());
        for stored in self.stored.iter_mut().filter(|stored| Some(stored.id) == outcome.used) {
            stored.used = true;
        }
        Ok((Heard { texts, verdict: outcome.verdict }, outcome))
    }

    fn event(&mut self, event: Event) -> Heard {
        self.try_event(event).unwrap().0
    }

    /// The person writes.
    fn says(&mut self, text: &str) -> Vec<String> {
        self.event(written(text)).texts
    }

    /// The person writes something that fails the turn.
    fn fails(&mut self, text: &str) -> String {
        let error = self.try_event(written(text)).unwrap_err();
        assert_eq!(error.kind(), crate::ErrorKind::Terminal);
        error.to_string()
    }

    /// The contexts that the conversation is in.
    fn places(&self) -> Vec<&str> {
        self.state.stack.iter().map(|frame| frame.context.as_str()).collect()
    }

    /// A payload comes in.
    fn payload(&mut self, wire: &str) -> Heard {
        let mut press = event(EventKind::Postback(wire.into()));
        press.at = self.now;
        self.event(press)
    }

    /// The person presses the newest button of that title.
    fn press(&mut self, title: &str) -> Heard {
        let wire = self.wire(title);
        self.payload(&wire)
    }

    fn wire(&self, title: &str) -> String {
        let found = self.buttons.iter().find(|(has, _)| has == title);
        found.unwrap_or_else(|| panic!("no button {title} among {:?}", self.buttons)).1.clone()
    }
}

fn event(kind: EventKind) -> Event {
    Event::new(kind, Timestamp::UNIX_EPOCH, RawValue::from_string("{}".into()).unwrap())
}

fn written(text: &str) -> Event {
    event(EventKind::Text { text: text.into(), command: crate::Command::typed(text) })
}

fn handled(texts: &[&str]) -> Heard {
    Heard { texts: texts.iter().map(|&text| text.to_owned()).collect(), verdict: Verdict::Handled }
}

/// Polls a future that never waits for anything but itself.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut task = TaskContext::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut task) {
            return output;
        }
    }
}
