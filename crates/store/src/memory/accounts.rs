//! Our numbers of accounts.

use std::collections::BTreeMap;

use tertulia_core::Platform;

use super::counter::Counter;
use crate::AccountId;

/// The accounts that were ever named.
#[derive(Default)]
pub(super) struct Accounts {
    numbers: Counter,
    named: BTreeMap<(Platform, String), AccountId>,
    platforms: BTreeMap<AccountId, Platform>,
}

impl Accounts {
    /// The number of an account, a new one if need be.
    pub(super) fn number(&mut self, account: (Platform, String)) -> AccountId {
        let platform = account.0;
        let number = *self.named.entry(account).or_insert_with(|| AccountId(self.numbers.next()));
        self.platforms.insert(number, platform);
        number
    }

    /// What an account was named: its platform, and its name there.
    pub(super) fn name(&self, account: AccountId) -> Option<(String, String)> {
        let (platform, native) = self.named.iter().find(|(_, number)| **number == account)?.0;
        Some((platform.as_str().to_owned(), native.clone()))
    }

    /// The platform of an account. `None` if it was never named.
    pub(super) fn platform(&self, account: AccountId) -> Option<Platform> {
        self.platforms.get(&account).copied()
    }
}
