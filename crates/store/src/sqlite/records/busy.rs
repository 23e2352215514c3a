//! What the bot that runs is working on. Nobody works on what a process left behind when it ended.

use super::super::{
    failure::Failure,
    outbox::{DISPATCHING, IN_DOUBT},
    transaction::Transaction,
};

/// Why an event is left alone.
pub(super) const HANDLED: &str = "it is being handled now; try again in a moment";
/// Why a call is left alone.
pub(super) const UNDER_WAY: &str = "it is being sent now; try again in a moment";

/// Whether an event is being handled: it was begun, alone or with its album, and its conversation has an owner.
pub(super) fn is_handled(transaction: &Transaction<'_>, event: i64) -> Result<bool, Failure> {
    Ok(transaction
        .statement(
            "SELECT 1 FROM inbox i JOIN conversations c ON c.id = i.conversation
             WHERE i.id = ? AND c.owner = ? AND (i.attempts > 0 OR i.taken_with IS NOT NULL)",
        )?
        .exists([event, transaction.owner])?)
}

/// Whether a call may be on its way to the platform this moment.
pub(super) fn is_under_way(transaction: &Transaction<'_>, call: i64) -> Result<bool, Failure> {
    is_in_state(transaction, call, DISPATCHING)
}

/// Whether a call may have been made, and a receipt is waited for.
pub(super) fn is_in_doubt(transaction: &Transaction<'_>, call: i64) -> Result<bool, Failure> {
    is_in_state(transaction, call, IN_DOUBT)
}

fn is_in_state(transaction: &Transaction<'_>, call: i64, state: i64) -> Result<bool, Failure> {
    let mut statement = transaction.statement("SELECT 1 FROM outbox WHERE id = ? AND state = ?")?;
    Ok(transaction.is_running() && statement.exists([call, state])?)
}
