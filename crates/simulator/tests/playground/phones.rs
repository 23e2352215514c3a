//! Phones of one platform, on which everything is said back.

use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use serde_json::{Value, json};
use tertulia_core::Platform;
use tertulia_simulator::{Act, Change, Fault, Refused, StoredFile, playground::Phones};
use tokio::sync::broadcast;

#[derive(Clone)]
pub(crate) struct FakePhones(Arc<Mutex<State>>, broadcast::Sender<Change>);

#[derive(Default)]
struct State {
    people: Vec<String>,
    bubbles: Vec<Value>,
    faults: Vec<Fault>,
}

impl Default for FakePhones {
    fn default() -> Self {
        Self(Arc::default(), broadcast::Sender::new(4))
    }
}

impl FakePhones {
    pub(crate) fn faults(&self) -> Vec<Fault> {
        self.0.lock().unwrap().faults.clone()
    }

    /// Tells of so many changes at once that a page cannot follow.
    pub(crate) fn rush(&self) {
        for _ in 0..10 {
            let _ = self.1.send(Change::Chats(Platform::TELEGRAM));
        }
    }
}

impl Phones for FakePhones {
    fn platforms(&self) -> Vec<Platform> {
        vec![Platform::TELEGRAM]
    }

    fn meet(&self, id: &str) {
        self.0.lock().unwrap().people.push(id.to_owned());
    }

    fn people(&self) -> Vec<Value> {
        self.0.lock().unwrap().people.iter().map(|id| json!({ "id": id })).collect()
    }

    fn chats(&self, _: Platform, person: &str) -> Vec<Value> {
        let state = self.0.lock().unwrap();
        let own: Vec<_> = state.bubbles.iter().filter(|bubble| bubble["of"] == person).collect();
        vec![
            json!({"id": format!("id of {person}"), "bubbles": own, "composer": {"start": {"key": "s", "title": "Start"}}}),
        ]
    }

    fn act(&self, platform: Platform, person: &str, _: Option<&str>, act: &Act) -> Result<(), Refused> {
        let said = match act {
            Act::Say { text, .. } => text.clone(),
            Act::SendFile { kind, file, caption } => format!(
                "{kind} {} ({}, {} bytes): {}",
                file.name,
                file.mime_type,
                file.bytes.len(),
                caption.as_deref().unwrap_or_default()
            ),
            Act::Press { key } if key == "s" => "Hello!\nHow are you?".to_owned(),
            _ => return Err(Refused("there is no such button".to_owned())),
        };
        let mut state = self.0.lock().unwrap();
        let id = state.bubbles.len().to_string();
        state
            .bubbles
            .push(json!({"of": person, "id": id, "at": Timestamp::now(), "from": null, "notice": false, "text": [{"text": said}], "buttons": [[{"key": "y", "title": "Yes"}]]}));
        drop(state);
        let _ = self.1.send(Change::Chats(platform));
        Ok(())
    }

    fn order(&self, _: Platform, fault: Fault) {
        self.0.lock().unwrap().faults.push(fault);
    }

    fn exchanges(&self) -> Vec<Value> {
        vec![json!({"number": 1})]
    }

    fn changes(&self) -> broadcast::Receiver<Change> {
        self.1.subscribe()
    }

    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn file(&self, id: &str) -> Option<StoredFile> {
        let name = "menu\"\r\n.html".to_owned();
        (id == "7").then(|| StoredFile::new(&name, "text/html", "<script>".into()))
    }

    fn reset(&self) {
        self.0.lock().unwrap().bubbles.clear();
    }
}
