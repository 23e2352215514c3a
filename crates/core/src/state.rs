//! What is remembered of a conversation between two turns.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Profile;

/// The state of one conversation: where it stands, and what blocks keep in it. Stored as JSON.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub struct ConversationState {
    /// The contexts it is in, the current one last. Empty means the default context.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stack: Vec<Frame>,
    /// What `Session<T>` keeps, by the name of `T`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub sessions: BTreeMap<String, Value>,
    /// Sessions that no longer decoded and gave way to their default, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub set_aside: BTreeMap<String, Value>,
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
