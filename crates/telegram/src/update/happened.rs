//! What was read of an update.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::value::RawValue;
use tertulia_core::{Chat, Event, EventKind, Sender, incoming::Moved};

/// Who did what where.
pub(super) struct Happened {
    pub(super) sender: Option<Sender>,
    pub(super) chat: Chat,
    pub(super) details: Details,
    /// If all that happened is that the group has another id.
    pub(super) migration: Option<Migration>,
}

/// From which id to which a group has moved.
pub(super) struct Migration {
    pub(super) from: i64,
    pub(super) to: i64,
}

impl Migration {
    /// The same in our words.
    pub(super) fn of(self, account: String) -> Moved {
        Moved { account, from: self.from.to_string(), to: self.to.to_string() }
    }
}

/// An event without the bytes it was read from.
pub(super) struct Details {
    pub(super) kind: EventKind,
    pub(super) at: Timestamp,
    pub(super) deep_link: Option<String>,
    pub(super) message_id: Option<String>,
    pub(super) press_id: Option<String>,
    pub(super) addressed: bool,
}

impl Details {
    /// The event, with the bytes it was read from.
    pub(super) fn event(self, raw: impl Into<Arc<RawValue>>) -> Event {
        let mut event = Event::new(self.kind, self.at, raw);
        event.deep_link = self.deep_link;
        event.message_id = self.message_id;
        event.press_id = self.press_id;
        event.addressed = self.addressed;
        event
    }
}
