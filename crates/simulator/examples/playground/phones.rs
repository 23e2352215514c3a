//! Phones that show what was made up, and what is said on top of it.

use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use serde_json::{Value, json};
use tertulia_core::Platform;
use tertulia_simulator::{Act, Change, Fault, Refused, StoredFile, playground::Phones};
use tokio::sync::broadcast;

use crate::chats;

const PLATFORMS: [Platform; 3] = [Platform::MESSENGER, Platform::WHATSAPP, Platform::TELEGRAM];

pub(crate) struct MadeUp {
    people: Mutex<Vec<String>>,
    said: Mutex<Vec<(Platform, String, Value)>>,
    changes: broadcast::Sender<Change>,
}

impl Default for MadeUp {
    fn default() -> Self {
        Self { people: Mutex::default(), said: Mutex::default(), changes: broadcast::Sender::new(64) }
    }
}

impl MadeUp {
    fn say(&self, platform: Platform, person: &str, text: &str) {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let bubble = chats::said(&format!("own-{}", said.len()), Some(person), text);
        said.push((platform, person.to_owned(), bubble));
        drop(said);
        let _ = self.changes.send(Change::Chats(platform));
    }
}

impl Phones for MadeUp {
    fn platforms(&self) -> Vec<Platform> {
        PLATFORMS.to_vec()
    }

    fn meet(&self, id: &str) {
        let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        if !people.iter().any(|known| known == id) {
            people.push(id.to_owned());
        }
    }

    fn people(&self) -> Vec<Value> {
        let people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        let person = |(at, id): (usize, &String)| {
            let name = id[..1].to_uppercase() + &id[1..];
            json!({"id": id, "name": name, "language": "en", "number": at + 1})
        };
        people.iter().enumerate().map(person).collect()
    }

    fn chats(&self, platform: Platform, person: &str) -> Vec<Value> {
        // Ben's phones are new, and Ana's show everything.
        let mut chats = if person == "ana" { chats::full(platform) } else { chats::new(platform) };
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let own = said.iter().filter(|(on, by, _)| *on == platform && by == person);
        if let Some(bubbles) = chats[0]["bubbles"].as_array_mut() {
            bubbles.extend(own.map(|(.., bubble)| bubble.clone()));
        }
        chats
    }

    fn act(&self, platform: Platform, person: &str, _: Option<&str>, act: &Act) -> Result<(), Refused> {
        match act {
            Act::Say { text, .. } => self.say(platform, person, text),
            Act::Press { key } => self.say(platform, person, &format!("pressed {key}")),
            other => return Err(Refused(format!("made-up phones cannot do that: {other:?}"))),
        }
        Ok(())
    }

    fn order(&self, _: Platform, _: Fault) {}

    fn exchanges(&self) -> Vec<Value> {
        chats::exchanges()
    }

    fn changes(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn file(&self, _: &str) -> Option<StoredFile> {
        None
    }

    fn reset(&self) {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
