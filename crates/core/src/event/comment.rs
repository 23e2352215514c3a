//! Comments below posts.

use serde::{Deserialize, Serialize};

/// Somebody commented on a post of the page, or on a comment there.
///
/// What the block says goes to the person as a private reply. Messenger takes one message for a comment, within 7
/// days, and the conversation goes on when the person answers it; so say everything in one message. Every comment is
/// a conversation of its own.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Comment {
    /// The platform's id of it.
    pub id: String,
    /// The post it is below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post_id: Option<String>,
    /// What it answers: the post, or another comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<String>,
    /// What is written in it; `None` if it is a picture alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Comment {
    /// A comment of which only the id is known.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), post_id: None, parent_id: None, text: None }
    }
}
