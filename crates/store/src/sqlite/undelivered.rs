//! Answers nobody waits for any more, and taking back what they gave out.

use std::sync::{Mutex, PoisonError};

use rusqlite::params;

use super::{failure::Failure, operation::Operation, transaction::Transaction};
use crate::{StoreError, rules::answer::Undo};

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
        if !self.calls.is_empty() {
            transaction.handover.borrow_mut().taken_back();
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
        self.0.lock().unwrap_or_else(PoisonError::into_inner).append(undo);
    }

    /// Takes all of it.
    pub(super) fn take(&self) -> Option<Undo> {
        let undo = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        (!undo.is_empty()).then_some(undo)
    }
}
