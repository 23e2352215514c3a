//! What an answer puts into the caller's hands, and how that is taken back.
//!
//! A future may be dropped while its work is under way, when a client hangs up for instance. A conversation
//! claimed by such work would have an owner who does not know of it, and stay locked until the next start.

use std::sync::Arc;

use super::time::millis;
use crate::{AccountId, Aftermath, Claim, Depth, Finished, Ingested, LogEntry, OutboxRow, Received, Upload};

/// What a store answers with.
pub(crate) trait Answer: Send {
    /// What has to be undone if nobody gets to see it.
    fn undo(&self) -> Undo {
        Undo::default()
    }
}

/// What has to be taken back: conversations that were claimed, calls that were given out.
#[derive(Debug, Default)]
pub(crate) struct Undo {
    pub(crate) claims: Vec<Claimed>,
    pub(crate) calls: Vec<i64>,
}

/// A claim to be taken back: the conversation is free again, as if it had not been claimed.
#[derive(Debug)]
pub(crate) struct Claimed {
    pub(crate) conversation: i64,
    pub(crate) fence: i64,
    pub(crate) inbox: i64,
    /// When it was claimed, and so when it has something to do.
    pub(crate) at: i64,
}

impl Undo {
    /// Whether there is nothing to take back.
    pub(crate) fn is_empty(&self) -> bool {
        self.claims.is_empty() && self.calls.is_empty()
    }

    /// Adds what else has to be taken back.
    #[cfg(any(feature = "postgres", feature = "sqlite"))]
    pub(crate) fn append(&mut self, Self { mut claims, mut calls }: Self) {
        self.claims.append(&mut claims);
        self.calls.append(&mut calls);
    }

    fn of_claims<'a>(claims: impl Iterator<Item = &'a Claim>) -> Self {
        let claims = claims.map(|claim| Claimed {
            conversation: claim.conversation,
            fence: claim.fence,
            inbox: claim.inbox,
            at: millis(claim.snapshot.now),
        });
        Self { claims: claims.collect(), calls: Vec::new() }
    }
}

impl Answer for Vec<Ingested> {
    fn undo(&self) -> Undo {
        Undo::of_claims(self.iter().filter_map(|ingested| match ingested {
            Ingested::Stored(claim) => claim.as_deref(),
            Ingested::Duplicate => None,
        }))
    }
}

/// Names tell something, and give nothing.
impl Answer for Vec<(String, String)> {}

impl Answer for Vec<Claim> {
    fn undo(&self) -> Undo {
        Undo::of_claims(self.iter())
    }
}

impl Answer for Vec<OutboxRow> {
    fn undo(&self) -> Undo {
        Undo { claims: Vec::new(), calls: self.iter().map(|row| row.id).collect() }
    }
}

impl Answer for () {}
impl Answer for bool {}
impl Answer for Vec<Aftermath> {}
impl Answer for Option<String> {}
impl Answer for String {}
impl Answer for Option<Arc<[u8]>> {}
impl Answer for Option<Upload> {}
impl Answer for Received {}
impl Answer for Vec<AccountId> {}
impl Answer for Vec<LogEntry> {}
impl Answer for Vec<Finished> {}
impl Answer for Vec<bool> {}
impl Answer for Vec<i64> {}
impl Answer for Depth {}
