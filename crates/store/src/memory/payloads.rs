//! Payloads kept for the tokens that lead to them.

use std::collections::BTreeMap;

use tertulia_core::payload::{StoredPayload, TokenId};

use super::{counter::Counter, sweep::forget};
use crate::rules::time::{millis, timestamp};

/// The payloads, the oldest first, and where each token leads.
#[derive(Default)]
pub(super) struct Payloads {
    numbers: Counter,
    kept: BTreeMap<i64, Kept>,
    tokens: BTreeMap<TokenId, i64>,
}

struct Kept {
    payload: StoredPayload,
    created_at: i64,
}

impl Payloads {
    /// Keeps a payload, in place of what the same token led to.
    pub(super) fn keep(&mut self, mut payload: StoredPayload, now: i64) {
        payload.expires_at = payload.expires_at.map(|at| timestamp(millis(at)));
        let number = *self.tokens.entry(payload.id).or_insert_with(|| self.numbers.next());
        self.kept.insert(number, Kept { payload, created_at: now });
    }

    /// The payload of a token, if it is still kept.
    pub(super) fn find(&self, token: &TokenId) -> Option<StoredPayload> {
        let kept = self.tokens.get(token).and_then(|number| self.kept.get(number));
        kept.map(|kept| kept.payload.clone())
    }

    /// Whether a payload was not used up. One that is no longer kept cannot be.
    pub(super) fn is_unused(&self, token: &TokenId) -> bool {
        self.find(token).is_none_or(|payload| !payload.used)
    }

    /// From now on the payload counts as used up.
    pub(super) fn mark_used(&mut self, token: &TokenId) {
        if let Some(kept) = self.tokens.get(token).and_then(|number| self.kept.get_mut(number)) {
            kept.payload.used = true;
        }
    }

    /// Forgets what was kept before the horizon, a portion of it.
    pub(super) fn forget(&mut self, horizon: i64) {
        for Kept { payload, .. } in forget(&mut self.kept, |kept| kept.created_at < horizon) {
            self.tokens.remove(&payload.id);
        }
    }
}
