//! What is remembered of a conversation between two turns.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Profile, extract::Press};

pub use crate::titles::Titles;

/// The state of one conversation: where it stands, and what blocks keep in it. Stored as JSON.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub struct ConversationState {
    /// The contexts it is in, the current one last: the one it stays in, unless that is the default one, then the
    /// answers it waits for, each asked from the one before. At most [`ConversationState::DEPTH`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stack: Vec<Frame>,
    /// What `Session<T>` keeps, by the name of `T`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub sessions: BTreeMap<String, Value>,
    /// Sessions that no longer decoded and gave way to their default, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub set_aside: BTreeMap<String, Value>,
    /// The versions of sessions, by name, that are not 1.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub versions: BTreeMap<String, u32>,
    /// The contexts to return to, if they were saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub saved: Option<Vec<Frame>>,
    /// The event that was memorised, if one was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memorized: Option<Memorized>,
    /// When the person was heard last, by the platform's clock. Kept if some context expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heard: Option<Timestamp>,
    /// How long the person has been silent. Kept while the conversation is in a context that times out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub silence: Option<Silence>,
    /// What can be chosen by typing its title.
    #[serde(skip_serializing_if = "Titles::is_empty")]
    pub titles: Titles,
    /// Until when events are kept from the blocks, by the platform's clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paused_until: Option<Timestamp>,
    /// Our names for the messages whose buttons are taken away when the person says or presses something.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vanishing: Vec<String>,
    /// The messages that later ones may be about, the one named last at the end.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<NamedMessage>,
}

/// A message that the author gave a name.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[expect(clippy::exhaustive_structs, reason = "a name, and whose it is")]
pub struct NamedMessage {
    /// The name.
    pub name: String,
    /// Our reference of the message.
    pub reference: String,
}

impl ConversationState {
    /// How many contexts it remembers being in. When questions nest deeper, the oldest is forgotten.
    pub const DEPTH: usize = 16;
    /// How many messages with buttons to be taken away it remembers. Of more the oldest keep their buttons.
    pub const VANISHING: usize = 8;
    /// How many names of messages it remembers. Of more the oldest are forgotten.
    pub const NAMED: usize = 16;
}

/// An event that was kept to be handled again.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Memorized {
    /// The event, as JSON.
    pub event: String,
    /// What its payload said, if it was a press: tokens are looked up only once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) press: Option<Press>,
}

/// The person's silence, by our clock: a bot that was down has heard nobody.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
#[expect(clippy::exhaustive_structs, reason = "a length of time has a beginning and an end")]
pub struct Silence {
    /// Since when nothing was heard.
    pub since: Timestamp,
    /// When the timer is due that is set.
    pub until: Timestamp,
}

/// A context that the conversation is in, with the parameters it was entered with.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Frame {
    /// The context's whole route: `profile`, `profile/email`.
    pub context: String,
    /// The parameters.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub params: Value,
}

/// What the store knows of a person when a turn begins.
#[derive(Clone, Debug, Default)]
pub struct UserRecord {
    /// Our number of the person.
    pub id: i64,
    /// What the platform told about the person.
    pub profile: Profile,
    /// The language that was chosen for the person, as a BCP 47 tag; it wins over the platform's.
    pub locale: Option<String>,
    /// Whether a turn of the person was finished before.
    pub met: bool,
    /// Whether the person wants no messages that answer nothing.
    pub stopped: bool,
    /// What `UserData<T>` keeps.
    pub memory: Memory,
    /// How often that was changed.
    pub version: i64,
}

/// Values by the names of their types, as `UserData<T>` keeps them of a person. Stored as JSON.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub struct Memory {
    /// The values.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, Value>,
    /// Their versions, where that is not 1.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub versions: BTreeMap<String, u32>,
    /// Values that no longer decoded and gave way to their default.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub set_aside: BTreeMap<String, Value>,
}

impl Memory {
    pub(crate) fn version_of(&self, name: &str) -> u32 {
        self.versions.get(name).copied().unwrap_or(1)
    }

    pub(crate) fn store(&mut self, name: &str, value: Value, version: u32) {
        self.values.insert(name.to_owned(), value);
        if version == 1 {
            self.versions.remove(name);
        } else {
            self.versions.insert(name.to_owned(), version);
        }
    }

    pub(crate) fn set_aside(&mut self, name: &str) {
        self.versions.remove(name);
        if let Some(old) = self.values.remove(name) {
            self.set_aside.insert(name.to_owned(), old);
        }
    }
}

/// What a turn changed about the person, to be kept together with the rest of its outcome.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonChange {
    /// It was the person's first turn.
    pub met: bool,
    /// The person wants no more messages that answer nothing, or wants them again.
    pub stopped: Option<bool>,
    /// Another language was chosen, or, as `Some(None)`, none is any longer.
    pub locale: Option<Option<String>>,
    /// The version of what `UserData<T>` keeps that the turn has read. If another one is stored by now, the turn must
    /// be run again.
    pub read: Option<i64>,
    /// What `UserData<T>` keeps from now on, if it was changed. Its version is the next one.
    pub memory: Option<Memory>,
}

impl PersonChange {
    /// Whether there is nothing to store and nothing to check.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
