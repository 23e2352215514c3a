//! Which calls are handed over in the commit that keeps them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{AccountId, OutboxRow, Outlet, Room};

/// Who takes new calls, and what one transaction hands over. A copy of it goes with the transaction and replaces the
/// original once that is committed.
#[derive(Clone, Default)]
pub(crate) struct Handover {
    outlet: Option<Arc<dyn Outlet>>,
    /// The accounts of which no call waits in the outbox: what is new cannot overtake anything.
    clear: BTreeSet<AccountId>,
    rows: BTreeMap<AccountId, Vec<OutboxRow>>,
    waiting: BTreeSet<AccountId>,
    /// Calls that were removed, with their chats.
    gone: Vec<(AccountId, i64, i64)>,
}

impl Handover {
    /// From now on calls go there.
    pub(crate) fn publish_to(&mut self, outlet: Arc<dyn Outlet>) {
        self.outlet = Some(outlet);
    }

    /// How much may be handed over for that account. Nothing as long as earlier calls wait.
    pub(crate) fn room(&self, account: AccountId) -> Room {
        match &self.outlet {
            Some(outlet) if self.clear.contains(&account) => {
                let Room { calls, flowing } = outlet.room(account);
                let taken = self.rows.get(&account).map_or(0, Vec::len);
                Room { calls: calls.saturating_sub(taken), flowing }
            }
            _ => Room::default(),
        }
    }

    /// A new call is given out.
    pub(crate) fn hand(&mut self, account: AccountId, row: OutboxRow) {
        self.rows.entry(account).or_default().push(row);
    }

    /// A call waits: those after it wait as well.
    pub(crate) fn wait(&mut self, account: AccountId) {
        self.clear.remove(&account);
        self.waiting.insert(account);
    }

    /// A call was removed that may have been given out.
    #[cfg(feature = "sqlite")]
    pub(crate) fn gone(&mut self, account: AccountId, chat: i64, row: i64) {
        self.gone.push((account, chat, row));
    }

    /// Another process sent for the account until now: its calls are to be loaded first.
    #[cfg(feature = "postgres")]
    pub(crate) fn taken_over(&mut self, account: AccountId) {
        self.clear.remove(&account);
    }

    /// None of the calls that are handed over is to be made before it was marked.
    #[cfg(feature = "postgres")]
    pub(crate) fn unmark(&mut self) {
        self.rows.values_mut().flatten().for_each(|row| row.dispatching = false);
    }

    /// The calls of an account were loaded; `all` tells whether none is left.
    pub(crate) fn loaded(&mut self, account: AccountId, all: bool) {
        if all {
            self.clear.insert(account);
        }
    }

    /// Calls that had been given out wait again, of whichever account.
    pub(crate) fn taken_back(&mut self) {
        self.waiting.append(&mut self.clear);
    }

    /// Nobody hears of this transaction. Gives the numbers of the calls it would have handed over.
    #[cfg(feature = "memory")]
    pub(crate) fn forget(&mut self) -> impl Iterator<Item = i64> + use<> {
        std::mem::take(&mut self.rows).into_values().flatten().map(|row| row.id)
    }

    /// The transaction is committed.
    pub(crate) fn deliver(&mut self) {
        let (rows, waiting) = (std::mem::take(&mut self.rows), std::mem::take(&mut self.waiting));
        let gone = std::mem::take(&mut self.gone);
        let Some(outlet) = &self.outlet else { return };
        rows.into_iter().for_each(|(account, rows)| outlet.take(account, rows));
        waiting.into_iter().for_each(|account| outlet.wait(account));
        gone.into_iter().for_each(|(account, chat, row)| outlet.gone(account, chat, row));
    }
}
