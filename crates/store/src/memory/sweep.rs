//! Forgetting, a little at a time.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::durable::Durable;
use crate::{
    Retention,
    rules::retention::{Horizon, PORTION},
};

impl Durable {
    /// Removes what is older than it has to be kept.
    pub(super) fn sweep(&mut self, now: Timestamp, retention: Retention) {
        let horizon = Horizon::new(now, retention);
        self.sent.forget(horizon.sent());
        self.dead.forget(horizon.dead());
        self.payloads.forget(horizon.payloads());
        self.sweep_files(horizon);
        if let Some(before) = horizon.chat_log() {
            self.sweep_log(before);
        }
        let platform = |account| self.accounts.platform(account);
        self.keys.forget(|account| platform(account).map_or(i64::MIN, |platform| horizon.dedupe(platform)));
    }
}

/// Takes out what is old among the first rows. The oldest come first, so there is no need to look further.
pub(super) fn forget<T>(rows: &mut BTreeMap<i64, T>, old: impl Fn(&T) -> bool) -> Vec<T> {
    let first = rows.iter().take(PORTION).filter(|(_, row)| old(row));
    let gone: Vec<i64> = first.map(|(number, _)| *number).collect();
    gone.iter().filter_map(|number| rows.remove(number)).collect()
}
