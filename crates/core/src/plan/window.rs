//! The time in which a platform lets a bot answer freely.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

use crate::Destination;

/// The time in which a person may be answered freely, after something of theirs that opens it
/// ([`Event::opens_window`](crate::Event::opens_window)).
#[derive(Clone, Debug)]
pub struct Window {
    /// How long that is.
    pub length: Duration,
    /// Whether the platform takes a message all the same when it is over.
    pub permits: fn(&Outside<'_>) -> bool,
    /// What it takes then, in words: "WhatsApp takes only templates after 24 h".
    pub rule: &'static str,
}

/// A message that is said when the window is closed.
#[derive(Clone, Copy, Debug)]
pub struct Outside<'a> {
    /// Where it goes.
    pub to: &'a Destination,
    /// How long ago somebody was last heard there, if ever.
    pub silence: Option<SignedDuration>,
    /// What is called and the body, if it is in the platform's own JSON. Texts and payloads are not in their places yet.
    pub native: Option<(&'a str, &'a Map<String, Value>)>,
    /// What the author adds for this platform.
    pub extras: Option<&'a Map<String, Value>>,
}

impl Window {
    /// Whether it is open at that time.
    pub fn is_open(&self, heard: Option<Timestamp>, now: Timestamp) -> bool {
        let length = SignedDuration::try_from(self.length).unwrap_or(SignedDuration::MAX);
        heard.is_some_and(|heard| now.duration_since(heard) < length)
    }
}
