//! Putting an event into its mailbox, once.

use rusqlite::params;
use tertulia_core::Incoming;

use super::{
    album,
    claim::{self, Known, Next},
    conversation, dead, dedupe,
    failure::Failure,
    identity, outbox,
    time::millis,
    transaction::Transaction,
};
use crate::{
    Arrival, Ingested,
    rules::{
        album::REST,
        mail::Mail,
        mailbox::{everyone, is_shared},
    },
};

impl Mail {
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
        let owner = match is_shared(&self.arrival) {
            true => identity::resolve(transaction, *account, &everyone())?,
            false => user,
        };
        let conversation = conversation::open(transaction, *account, owner, &incoming.chat)?;
        let user = (user != owner).then_some(user);
        if incoming.event.opens_window {
            conversation::heard(transaction, conversation.chat, millis(incoming.event.at))?;
        }
        let held = conversation.held_until.is_some_and(|until| until > now);
        let album = incoming.event.album();
        if !claim || !conversation.free || held || album.is_some() {
            let due = album.map_or(now, |_| now + REST);
            let wake = conversation.held_until.map_or(due, |until| until.max(due));
            self.put(transaction, conversation.id, user, Some(wake))?;
            if let Some(album) = album {
                album::rest(transaction, conversation.id, album, due)?;
            }
            return Ok(Ingested::Stored(None));
        }
        let claim = if conversation.idle && !outbox::is_flooded(transaction, conversation.chat)? {
            // Nothing can come before it.
            let inbox = self.insert(transaction, conversation.id, user, 1)?;
            self.count(transaction, conversation.id, None, Some(transaction.owner))?;
            let next = Next { inbox, user, token: self.arrival.token, event: incoming.event.clone() };
            Some(claim::give(transaction, conversation.id, *at, next)?)
        } else {
            let inbox = self.put(transaction, conversation.id, user, None)?;
            let known = Known { inbox, event: &incoming.event };
            claim::begin(transaction, conversation.id, *at, Some(&known))?
        };
        Ok(Ingested::Stored(claim.map(Box::new)))
    }

    /// Writes the row. `wake` says when the conversation has something to do, unless it is claimed now.
    fn put(
        &self,
        transaction: &Transaction<'_>,
        conversation: i64,
        user: Option<i64>,
        wake: Option<i64>,
    ) -> Result<i64, Failure> {
        let inbox = self.insert(transaction, conversation, user, 0)?;
        self.count(transaction, conversation, wake, None)?;
        Ok(inbox)
    }

    fn insert(
        &self,
        transaction: &Transaction<'_>,
        conversation: i64,
        user: Option<i64>,
        attempts: u32,
    ) -> Result<i64, Failure> {
        let Arrival { incoming, at, token, .. } = &self.arrival;
        let inbox = transaction
            .statement(
                "INSERT INTO inbox (conversation, sort, due_at, attempts, token, event, user, album)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .insert(params![
                conversation,
                incoming.sort,
                millis(*at),
                attempts,
                token,
                self.json,
                user,
                incoming.event.album()
            ])?;
        Ok(inbox)
    }

    /// Notes in the conversation that it has another event and, in the same step, whose it is from now on.
    fn count(
        &self,
        transaction: &Transaction<'_>,
        conversation: i64,
        wake: Option<i64>,
        owner: Option<i64>,
    ) -> Result<(), Failure> {
        let Incoming { event, sort, .. } = &self.arrival.incoming;
        match &event.message_id {
            None => transaction
                .statement(
                    "UPDATE conversations SET in_seq = in_seq + 1, wake_at = min(coalesce(wake_at, ?2), ?2),
                        owner = coalesce(?3, owner), fence = fence + (?3 IS NOT NULL)
                     WHERE id = ?1",
                )?
                .execute(params![conversation, wake, owner])?,
            Some(message) => transaction
                .statement(
                    "UPDATE conversations SET in_seq = in_seq + 1, wake_at = min(coalesce(wake_at, ?2), ?2),
                        owner = coalesce(?3, owner), fence = fence + (?3 IS NOT NULL),
                        last_message_id = iif(coalesce(last_message_sort, ?5) <= ?5, ?4, last_message_id),
                        last_message_sort = max(coalesce(last_message_sort, ?5), ?5)
                     WHERE id = ?1",
                )?
                .execute(params![conversation, wake, owner, message, sort])?,
        };
        Ok(())
    }
}
