//! Putting an event into its mailbox, once.

use rusqlite::params;

use super::{
    claim::{self, Known},
    conversation, dead, dedupe,
    failure::Failure,
    identity,
    time::millis,
    transaction::Transaction,
};
use crate::{Arrival, Ingested, StoreError, rules::arrival};

/// An arrival with its event written as JSON, which is done before the writer sees it.
pub(super) struct Mail {
    arrival: Arrival,
    json: String,
}

impl Mail {
    /// Prepares an arrival.
    pub(super) fn new(arrival: Arrival) -> Result<Self, StoreError> {
        let arrival = arrival::timed(arrival);
        let json = serde_json::to_string(&arrival.incoming.event)
            .map_err(|error| StoreError::Unavailable(format!("an event cannot be written: {error}")))?;
        Ok(Self { arrival, json })
    }

    /// Puts it into its mailbox, unless it came in before.
    pub(super) fn ingest(&self, transaction: &Transaction<'_>, claim: bool) -> Result<Ingested, Failure> {
        let Arrival { account, incoming, at, .. } = &self.arrival;
        let now = millis(*at);
        if !dedupe::remember(transaction, *account, &incoming.dedupe, now)? {
            return Ok(Ingested::Duplicate);
        }
        let Some(sender) = incoming.sender.as_ref().filter(|sender| !sender.aliases.is_empty()) else {
            dead::bury_event(transaction, *account, now, "nobody sent it", &self.json)?;
            return Ok(Ingested::Stored(None));
        };
        let user = identity::resolve(transaction, *account, sender)?;
        let conversation = conversation::open(transaction, *account, user, &incoming.chat)?;
        let held = conversation.held_until.is_some_and(|until| until > now);
        if !claim || !conversation.free || held {
            let wake = conversation.held_until.map_or(now, |until| until.max(now));
            self.put(transaction, conversation.id, Some(wake))?;
            return Ok(Ingested::Stored(None));
        }
        let inbox = self.put(transaction, conversation.id, None)?;
        let known = Known { inbox, event: &incoming.event };
        let claim = claim::begin(transaction, conversation.id, *at, Some(&known))?;
        Ok(Ingested::Stored(claim.map(Box::new)))
    }

    /// Writes the row. `wake` says when the conversation has something to do, unless it is claimed now.
    fn put(
        &self,
        transaction: &Transaction<'_>,
        conversation: i64,
        wake: Option<i64>,
    ) -> Result<i64, Failure> {
        let Arrival { incoming, at, token, .. } = &self.arrival;
        let inbox = transaction
            .statement("INSERT INTO inbox (conversation, sort, due_at, token, event) VALUES (?, ?, ?, ?, ?)")?
            .insert(params![conversation, incoming.sort, millis(*at), token, self.json])?;
        transaction
            .statement(
                "UPDATE conversations SET in_seq = in_seq + 1, wake_at = min(coalesce(wake_at, ?2), ?2)
                 WHERE id = ?1",
            )?
            .execute(params![conversation, wake])?;
        if let Some(message) = &incoming.event.message_id {
            transaction
                .statement(
                    "UPDATE conversations SET last_message_id = ?2, last_message_sort = ?3
                     WHERE id = ?1 AND coalesce(last_message_sort, ?3) <= ?3",
                )?
                .execute(params![conversation, message, incoming.sort])?;
        }
        Ok(inbox)
    }
}
