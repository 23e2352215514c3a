//! Whether our clock goes right.

use std::time::Duration;

use http::Method;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tertulia_core::{Adapter, Call, Clock as _, Request};
use tertulia_runtime::{Network, SystemClock};

use super::Findings;

/// How far it may be off: a server tells whole seconds, and the way takes time.
const TOLERANCE: SignedDuration = SignedDuration::from_secs(30);

pub(super) async fn examine(findings: &mut Findings, adapter: &dyn Adapter, network: &Network) {
    let Some(account) = adapter.accounts().into_iter().next() else { return };
    let endpoint = if adapter.has_challenge() { "?fields=id" } else { "getMe" };
    let Some(request) = adapter.request(&account, &Call::new(endpoint, &json!({}))) else { return };
    let method = if adapter.has_challenge() { Method::GET } else { Method::POST };
    let body = if method == Method::GET { Vec::new() } else { request.body };
    let request = Request { method, body, timeout: Duration::from_secs(10), ..request };
    // Why there is no answer is told where the account is examined.
    let Ok(Some(theirs)) = network.server_time(request).await else { return };
    compare(findings, adapter.platform().as_str(), SystemClock::new().now(), theirs);
}

fn compare(findings: &mut Findings, platform: &str, ours: Timestamp, theirs: Timestamp) {
    let off = ours.duration_since(theirs);
    let what = format!("clock, by {platform}");
    if off.abs() <= TOLERANCE {
        return findings.well(what, "it goes right");
    }
    let way = if off.is_positive() { "fast" } else { "slow" };
    let found = format!("it is {} seconds {way}", off.abs().as_secs());
    findings.fault(what, found, "have it set by a time server: `timedatectl set-ntp true`");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::doctor::Level;

    #[test]
    fn a_clock_may_be_off_by_as_much_as_the_way_takes() {
        let now = Timestamp::from_second(1_790_000_000).unwrap();
        for (off, level) in [(0, Level::Well), (-20, Level::Well), (31, Level::Fault), (-3600, Level::Fault)]
        {
            let mut findings = Findings::default();
            compare(&mut findings, "telegram", now + SignedDuration::from_secs(off), now);
            assert_eq!(findings.all[0].level, level, "{findings}");
        }
        let mut findings = Findings::default();
        compare(&mut findings, "telegram", now - SignedDuration::from_mins(2), now);
        assert!(findings.to_string().contains("120 seconds slow"), "{findings}");
    }
}
