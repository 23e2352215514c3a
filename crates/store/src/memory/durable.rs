//! What outlives the process.

use super::{
    accounts::Accounts, chats::Chats, conversations::Conversations, dead::Graveyard, dedupe::Keys,
    files::KeptFiles, outbox::Outbox, payloads::Payloads, people::People, sent::SentMessages, trace::Traces,
};
use crate::{
    Depth, LogEntry, StoreError,
    rules::{handover::Handover, key, own_accounts::OwnAccounts, time::timestamp},
};

/// Everything that is kept. Times are milliseconds since 1970.
#[derive(Default)]
pub(super) struct Durable {
    pub(super) accounts: Accounts,
    pub(super) payload_key: Option<String>,
    pub(super) keys: Keys,
    pub(super) people: People,
    pub(super) chats: Chats,
    pub(super) conversations: Conversations,
    pub(super) outbox: Outbox,
    pub(super) sent: SentMessages,
    pub(super) payloads: Payloads,
    pub(super) dead: Graveyard,
    pub(super) files: KeptFiles,
    pub(super) traces: Traces,
    /// What was said, and when that was kept.
    pub(super) chat_log: Vec<(i64, LogEntry)>,
    /// Who takes new calls. This and the next end with the process.
    pub(super) handover: Handover,
    /// For whom the process works.
    pub(super) own_accounts: OwnAccounts,
}

impl Durable {
    /// The key of payloads, a random one the first time.
    pub(super) fn payload_key(&mut self) -> Result<String, StoreError> {
        if let Some(key) = &self.payload_key {
            return Ok(key.clone());
        }
        let key =
            key::random().map_err(|error| StoreError::Unavailable(format!("no random numbers: {error}")))?;
        Ok(self.payload_key.insert(key).clone())
    }

    /// Counts what waits, and finds the oldest.
    pub(super) fn depth(&self) -> Depth {
        Depth {
            inbox: self.conversations.len() as u64,
            timers: self.conversations.timers() as u64,
            outbox: self.outbox.len() as u64,
            dead: self.dead.len() as u64,
            oldest_event: self.conversations.oldest().map(timestamp),
            oldest_call: self.outbox.oldest().map(timestamp),
        }
    }
}
