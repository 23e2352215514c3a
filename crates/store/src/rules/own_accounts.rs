//! For which accounts a process works.

use std::{
    collections::BTreeSet,
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::AccountId;

/// The accounts that a process has named. As long as it has named none, it works for all.
#[derive(Debug, Default)]
pub(crate) struct OwnAccounts(Mutex<BTreeSet<AccountId>>);

impl OwnAccounts {
    /// The process works for these as well.
    pub(crate) fn add(&self, accounts: &[AccountId]) {
        self.known().extend(accounts);
    }

    /// All of them. `None` before the first is named.
    pub(crate) fn all(&self) -> Option<Vec<AccountId>> {
        let known = self.known();
        (!known.is_empty()).then(|| known.iter().copied().collect())
    }

    fn known(&self) -> MutexGuard<'_, BTreeSet<AccountId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
