//! What a turn wants sent.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{Call, file::OutgoingFile};

/// One call of a reply.
#[derive(Clone, Debug)]
pub struct OutgoingCall {
    /// How long to wait after the one before it in the same chat.
    pub wait: Duration,
    /// The call.
    pub call: Call,
    /// Our name for the message: the same whenever the turn runs again, and for no other message. Platforms that
    /// give it back let us find out whether a message was sent.
    pub reference: String,
    /// What is done if nobody can tell whether it was sent.
    pub ambiguity: Ambiguity,
    /// Whether a later call may be about this message: then the platform's id of it is kept under the reference.
    pub named: bool,
    /// The reference of the earlier message that this call is about, whose id is written in when it is made. If that
    /// message was not sent, or too long ago, the call is not made.
    pub about: Option<String>,
    /// What is called instead, at the same place in the order, if the call is refused or not made.
    pub instead: Option<Call>,
    /// Our number of the chat it goes to, if that is not the conversation's: what is said to a group in which nobody has
    /// spoken yet.
    pub chat: Option<i64>,
    /// The files it shows, to be kept with it.
    pub files: Vec<OutgoingFile>,
}

impl OutgoingCall {
    /// A call without a pause before it, that is sent again if nobody can tell whether it was sent.
    pub fn new(call: Call, reference: impl Into<String>) -> Self {
        Self {
            wait: Duration::ZERO,
            call,
            reference: reference.into(),
            ambiguity: Ambiguity::default(),
            named: false,
            about: None,
            instead: None,
            chat: None,
            files: Vec::new(),
        }
    }
}

/// What is done about a message of which nobody can tell whether it was sent: the connection broke, or the process
/// ended, while its call was under way, and the platform offers no way to find out.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "snake_case")]
pub enum Ambiguity {
    /// It is sent again: it may arrive twice.
    #[default]
    MaybeTwice,
    /// It is not sent again: it may never arrive. The conversation gets a `delivery_unknown` event.
    MaybeNever,
}
