//! Giving out conversations.

use jiff::Timestamp;

use super::{durable::Durable, snapshot::Begun};
use crate::{
    Claim,
    rules::{answer::Undo, flood, time::millis},
};

impl Durable {
    /// Claims up to `limit` idle conversations with something due, the longest waiting first.
    pub(super) fn claim(&mut self, limit: usize, now: Timestamp) -> Vec<Claim> {
        let mut claims = Vec::new();
        let own = self.own_accounts.all();
        // Each of these is claimed or put to rest, so none comes up twice.
        while claims.len() < limit
            && let Some(conversation) = self.conversations.longest_waiting(own.as_deref(), millis(now))
        {
            claims.extend(self.begin(conversation, now));
        }
        claims
    }

    /// The accounts that are not this process's and have had something due since before that time.
    pub(super) fn unserved(&self, since: i64) -> Vec<(String, String)> {
        let Some(own) = self.own_accounts.all() else { return Vec::new() };
        let waiting = self.conversations.accounts_waiting(since);
        waiting
            .into_iter()
            .filter(|account| !own.contains(account))
            .filter_map(|account| self.accounts.name(account))
            .collect()
    }

    /// Claims an idle conversation with its next event. `None` if nothing is due: it rests until something is.
    pub(super) fn begin(&mut self, number: i64, now: Timestamp) -> Option<Claim> {
        let conversation = self.conversations.find(number)?;
        if self.outbox.is_flooded(conversation.place.chat) {
            let rest = millis(now) + flood::REST;
            let wake_at = conversation.held_until.map_or(rest, |until| until.max(rest));
            self.conversations.release(number, Some(wake_at));
            return None;
        }
        let Some((inbox, next)) = conversation.next_due(millis(now)) else {
            let held_until = conversation.held_until;
            let wake_at = conversation
                .next_wake(millis(now))
                .map(|wake| held_until.map_or(wake, |until| until.max(wake)));
            self.conversations.release(number, wake_at);
            return None;
        };
        next.attempts += 1;
        let (attempts, errors) = (next.attempts, next.errors);
        let (token, user, event) = (next.token, next.user, next.event.clone());
        let event = conversation.gather(inbox, user, event);
        self.conversations.own(number);
        let snapshot = self.snapshot(number, Begun { inbox, user, event, token, now })?;
        let conversation = self.conversations.find(number)?;
        let (account, fence, seen) = (conversation.account, conversation.fence, conversation.seen);
        Some(Claim { conversation: number, account, fence, seen, inbox, attempts, errors, snapshot })
    }

    /// Takes back what nobody received: conversations are free again, as if they had not been claimed, and
    /// calls wait again.
    pub(super) fn take_back(&mut self, undo: &Undo) {
        for claim in &undo.claims {
            let Some(conversation) = self.conversations.held(claim.conversation, claim.fence) else {
                continue;
            };
            if let Some(event) = conversation.event(claim.inbox) {
                event.attempts = event.attempts.saturating_sub(1);
            }
            self.conversations.release(claim.conversation, Some(claim.at));
        }
        if !undo.calls.is_empty() {
            self.outbox.take_back(&undo.calls);
            self.handover.taken_back();
        }
    }
}
