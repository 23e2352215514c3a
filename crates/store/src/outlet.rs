//! Where an engine hands calls over as soon as they are kept, and tells what others have put there.

use crate::{AccountId, OutboxRow};

/// Takes calls as soon as they are durably kept, so that they need not be loaded.
///
/// Optional for both sides: what is not handed over waits, and is given out by
/// [`Store::load_outbox`](crate::Store::load_outbox). An engine hands over in the order of its commits and only while
/// no earlier call of the account waits, so nothing is ever overtaken. It calls this from wherever it commits: do
/// little here, and never wait.
pub trait Outlet: Send + Sync + 'static {
    /// What may be handed over for the account now.
    fn room(&self, account: AccountId) -> Room;

    /// These calls are given out. They were just kept, and stand in order.
    fn take(&self, account: AccountId, rows: Vec<OutboxRow>);

    /// Calls of the account wait to be loaded.
    fn wait(&self, account: AccountId);

    /// Another process told that something may wait to be claimed; see [`Store::tell_of_work`](crate::Store::tell_of_work).
    fn work(&self) {}

    /// A call that was given out is gone: nobody is to make it, and what comes after it in its chat need not wait for it.
    fn gone(&self, account: AccountId, chat: i64, row: i64) {
        let _ = (account, chat, row);
    }
}

/// What an [`Outlet`] takes.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "made by every outlet")]
pub struct Room {
    /// How many calls.
    pub calls: usize,
    /// Whether a call that need not wait for another is made at once. Then it is noted as being under way in the
    /// commit that keeps it, which saves one.
    pub flowing: bool,
}
