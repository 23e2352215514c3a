//! Who somebody is, told by aliases.

use std::collections::BTreeSet;

use tertulia_core::Alias;

/// Users that aliases show to be one person.
pub(crate) struct Person {
    /// The oldest user, who stays.
    pub(crate) user: i64,
    /// The others, the oldest first, who are merged into that one in this order.
    pub(crate) newer: BTreeSet<i64>,
}

impl Person {
    /// The person that all of these users are. `None` if there are none.
    pub(crate) fn of(users: impl Iterator<Item = i64>) -> Option<Self> {
        let mut newer: BTreeSet<_> = users.collect();
        let user = newer.pop_first()?;
        Some(Self { user, newer })
    }
}

/// Each alias once, in the order given.
pub(crate) fn distinct(aliases: &[Alias]) -> Vec<&Alias> {
    let mut distinct: Vec<&Alias> = Vec::with_capacity(aliases.len());
    for alias in aliases {
        if !distinct.contains(&alias) {
            distinct.push(alias);
        }
    }
    distinct
}
