//! Events of the bot's own.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Something that the bot itself has to tell a person: what it is about, and parameters. It begins a turn in the conversation
/// with that person, for the `event` block of that name; see [`Handle::event`](crate::Handle::event).
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
pub struct OwnEvent {
    /// What the block is for.
    pub name: String,
    /// The parameters: what the block takes as [`Params`](crate::extract::Params).
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub params: Value,
}

impl OwnEvent {
    /// An event of that name. Without parameters, `params` is null.
    pub fn new(name: impl Into<String>, params: Value) -> Self {
        Self { name: name.into(), params }
    }
}
