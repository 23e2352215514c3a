//! Messages that were changed after they were sent.

use serde::{Deserialize, Serialize};

use super::{Attachments, Location};

/// A message as it is now, after the person changed it. [`Event::message_id`](super::Event::message_id) says which.
///
/// A [live](Location::live) place that has moved is an edit too.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "snake_case")]
pub enum Edited {
    /// It is this text now.
    Text(String),
    /// It is this now; often only the caption has changed.
    Attachments(Attachments),
}

impl Edited {
    /// What is written there now: the text or the caption.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Attachments(sent) => sent.caption.as_deref(),
        }
    }

    /// Where a place is now.
    pub fn location(&self) -> Option<&Location> {
        match self {
            Self::Text(_) => None,
            Self::Attachments(sent) => sent.location(),
        }
    }
}
