//! Answers nobody waits for any more, and taking back what they gave out.

use super::{failure::Failure, transaction::Transaction};
use crate::rules::{answer::Undo, handover::Handover};

/// The conversations are free again, as if they had not been claimed; the calls wait again.
pub(super) async fn take_back(
    transaction: &Transaction,
    handover: &mut Handover,
    undo: &Undo,
) -> Result<(), Failure> {
    for claim in &undo.claims {
        let released = transaction
            .execute(
                "UPDATE conversations SET owner = NULL, wake_at = $1 WHERE id = $2 AND fence = $3 AND owner = $4",
                &[&claim.at, &claim.conversation, &claim.fence, &transaction.process],
            )
            .await?;
        if released == 1 {
            transaction
                .execute(
                    "UPDATE inbox SET attempts = greatest(attempts - 1, 0) WHERE id = $1",
                    &[&claim.inbox],
                )
                .await?;
        }
    }
    if !undo.calls.is_empty() {
        handover.taken_back();
        transaction
            .execute(
                "UPDATE outbox SET state = 0 WHERE id = ANY($1)
                    AND account IN (SELECT account FROM senders WHERE process = $2)",
                &[&undo.calls, &transaction.process],
            )
            .await?;
    }
    Ok(())
}
