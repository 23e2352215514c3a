//! What was said through a handle.

use serde::{Deserialize, Serialize};

use crate::reply::{Deletion, Said};

/// Messages that no block says: whoever took a [`Handle`](crate::Handle) said them to the person, and the turn that begins with
/// this says them in the conversation.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Speech {
    pub(crate) said: Vec<Said>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) deletions: Vec<Deletion>,
}
