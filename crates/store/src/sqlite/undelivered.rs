//! Answers nobody waits for any more.
//!
//! A future may be dropped while its work is under way, when a client hangs up for instance. A conversation
//! claimed by such work would have an owner who does not know of it, and stay locked until the next start.

use std::sync::{Mutex, PoisonError};

use rusqlite::params;

use super::{
    failure::Failure,
    operation::{Answer, Operation},
    time::millis,
    transaction::Transaction,
};
use crate::{AccountId, Claim, Depth, Finished, Ingested, OutboxRow, StoreError};

/// What has to be taken back: conversations that were claimed, calls that were given out.
#[derive(Debug, Default)]
pub(super) struct Undo {
    claims: Vec<Claimed>,
    calls: Vec<i64>,
}

#[derive(Debug)]
struct Claimed {
    conversation: i64,
    fence: i64,
    inbox: i64,
    at: i64,
}

impl Undo {
    /// Whether there is nothing to take back.
    pub(super) fn is_empty(&self) -> bool {
        self.claims.is_empty() && self.calls.is_empty()
    }

    fn append(&mut self, mut other: Self) {
        self.claims.append(&mut other.claims);
        self.calls.append(&mut other.calls);
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

/// The conversations are free again, as if they had not been claimed; the calls wait again.
impl Operation for Undo {
    fn apply(&mut self, transaction: &Transaction<'_>) -> Result<(), Failure> {
        for claim in &self.claims {
            let released = transaction
                .statement(
                    "UPDATE conversations SET owner = NULL, wake_at = ?1
                     WHERE id = ?2 AND fence = ?3 AND owner = ?4",
                )?
                .execute(params![claim.at, claim.conversation, claim.fence, transaction.owner])?;
            if released == 1 {
                transaction
                    .statement("UPDATE inbox SET attempts = max(attempts - 1, 0) WHERE id = ?")?
                    .execute([claim.inbox])?;
            }
        }
        for call in &self.calls {
            transaction.statement("UPDATE outbox SET state = 0 WHERE id = ?")?.execute([call])?;
        }
        Ok(())
    }

    fn answer(self: Box<Self>, outcome: Result<(), StoreError>) -> Undo {
        if outcome.is_ok() { Self::default() } else { *self }
    }
}

/// Where everything to be taken back is collected until the writer gets to it.
#[derive(Debug, Default)]
pub(super) struct Undelivered(Mutex<Undo>);

impl Undelivered {
    /// Adds to it.
    pub(super) fn add(&self, undo: Undo) {
        if !undo.is_empty() {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).append(undo);
        }
    }

    /// Takes all of it.
    pub(super) fn take(&self) -> Option<Undo> {
        let undo = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        (!undo.is_empty()).then_some(undo)
    }
}

impl Answer for Vec<Ingested> {
    fn undo(self) -> Undo {
        Undo::of_claims(self.iter().filter_map(|ingested| match ingested {
            Ingested::Stored(claim) => claim.as_deref(),
            Ingested::Duplicate => None,
        }))
    }
}

impl Answer for Vec<Claim> {
    fn undo(self) -> Undo {
        Undo::of_claims(self.iter())
    }
}

impl Answer for Vec<OutboxRow> {
    fn undo(self) -> Undo {
        Undo { claims: Vec::new(), calls: self.iter().map(|row| row.id).collect() }
    }
}

impl Answer for () {}
impl Answer for String {}
impl Answer for Vec<AccountId> {}
impl Answer for Vec<Finished> {}
impl Answer for Depth {}
