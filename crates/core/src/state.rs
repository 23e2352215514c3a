//! What is remembered of a conversation between two turns.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Profile, extract::Press};

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
    /// The contexts to return to, if they were saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub saved: Option<Vec<Frame>>,
    /// The event that was memorised, if one was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memorized: Option<Memorized>,
    /// When the person was heard last, by the platform's clock. Kept if some context expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heard: Option<Timestamp>,
}

impl ConversationState {
    /// How many contexts it remembers being in. When questions nest deeper, the oldest is forgotten.
    pub const DEPTH: usize = 16;
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
}
