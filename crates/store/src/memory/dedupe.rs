//! What came in before.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use tertulia_core::Dedupe;

use crate::{
    AccountId,
    rules::retention::{GRAIN, PORTION},
};

/// The keys of events, in buckets that are forgotten whole.
#[derive(Default)]
pub(super) struct Keys(BTreeMap<(AccountId, i64), Bucket>);

struct Bucket {
    /// When it last got a key, give or take an hour.
    written_at: i64,
    keys: BTreeSet<Vec<u8>>,
}

impl Keys {
    /// Remembers an event. `false` if it had come in before.
    pub(super) fn remember(&mut self, account: AccountId, dedupe: Dedupe, at: i64) -> bool {
        let Dedupe { bucket, key } = dedupe;
        match self.0.entry((account, bucket)) {
            Entry::Vacant(vacant) => {
                vacant.insert(Bucket { written_at: at, keys: BTreeSet::from([key]) });
                true
            }
            Entry::Occupied(mut bucket) => {
                let bucket = bucket.get_mut();
                let fresh = bucket.keys.insert(key);
                if fresh && bucket.written_at < at - GRAIN {
                    bucket.written_at = at;
                }
                fresh
            }
        }
    }

    /// Forgets buckets that were last written before the horizon of their account, a portion of their keys.
    pub(super) fn forget(&mut self, horizon: impl Fn(AccountId) -> i64) {
        let old =
            |((account, _), bucket): &(&(AccountId, i64), &mut Bucket)| bucket.written_at < horizon(*account);
        let mut left = PORTION;
        let mut emptied = Vec::new();
        for (name, bucket) in self.0.iter_mut().filter(old) {
            while left > 0 && bucket.keys.pop_first().is_some() {
                left -= 1;
            }
            if left == 0 {
                break; // This bucket may hold more.
            }
            emptied.push(*name);
        }
        emptied.iter().for_each(|name| _ = self.0.remove(name));
    }
}
