//! What a test may look at.

use jiff::Timestamp;
use tertulia_core::file::FileHash;

use super::Memory;
use crate::{AccountId, rules::time::timestamp};

/// Something that was set aside.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Dead {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
    /// An event as JSON; a call as its endpoint, a line feed and its JSON; anything else as it was received.
    pub body: Vec<u8>,
}

/// A message that was sent.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Sent {
    /// The number its call had in the outbox.
    pub row: i64,
    /// The account that sent it.
    pub account: AccountId,
    /// The platform's id of it.
    pub platform_id: String,
    /// When.
    pub at: Timestamp,
    /// How far it got: the [rank](tertulia_core::receipt::Status::rank) of its status.
    pub status: u8,
}

/// How far the messages to a user got.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Watermarks {
    /// Our number of the user.
    pub user: i64,
    /// Everything sent up to this time was delivered.
    pub delivered_until: Option<Timestamp>,
    /// Everything sent up to this time was read.
    pub read_until: Option<Timestamp>,
}

/// What the database holds, also after it was closed.
impl Memory {
    /// When the first timer is due.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.lock().durable.conversations.next_timer().map(timestamp)
    }

    /// What was set aside, the oldest first.
    pub fn dead(&self) -> Vec<Dead> {
        self.lock().durable.dead.iter().cloned().collect()
    }

    /// The messages that the platforms gave ids to, in the order of their calls in the outbox.
    pub fn sent(&self) -> Vec<Sent> {
        self.lock().durable.sent.iter().cloned().collect()
    }

    /// How far messages got, of the users of whom a platform told that.
    pub fn watermarks(&self) -> Vec<Watermarks> {
        self.lock().durable.people.watermarks()
    }

    /// The files that are kept, each with when a call was last made that shows it, in milliseconds since 1970; and how
    /// many names platforms have for files.
    pub fn files(&self) -> (Vec<(FileHash, i64)>, usize) {
        self.lock().durable.files.list()
    }

    /// Our numbers of the users whom messages do not reach.
    pub fn unreachable_users(&self) -> Vec<i64> {
        self.lock().durable.people.unreachable()
    }
}
