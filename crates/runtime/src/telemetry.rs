//! What is counted, for Prometheus.
//!
//! | name | kind | labels |
//! |---|---|---|
//! | `tertulia_webhooks_total` | counter | `platform`, `answer`: `stored`, `unauthorized`, `unavailable` |
//! | `tertulia_events_total` | counter | `platform`, `outcome`: `stored`, `duplicate`, `unread` |
//! | `tertulia_turns_total` | counter | `outcome`: a verdict, `retried`, `dead`, `overtaken` |
//! | `tertulia_turn_seconds` | histogram | |
//! | `tertulia_calls_total` | counter | `platform`, `outcome`: `sent`, `retried`, `limited`, `unreachable`, … |
//! | `tertulia_call_seconds` | histogram | `platform` |
//! | `tertulia_priced_messages_total` | counter | `platform`, `category`: what WhatsApp charges for: `service`, `utility`, … |
//! | `tertulia_possible_duplicates_total` | counter | `platform` |
//! | `tertulia_inbox_depth`, `tertulia_timers`, `tertulia_outbox_depth`, `tertulia_dead` | gauge | |
//! | `tertulia_inbox_oldest_seconds`, `tertulia_outbox_oldest_seconds` | gauge | |
//!
//! The gauges are of the database, so processes that share one tell the same. They are counted every two seconds at most, and
//! on PostgreSQL up to 100,000 of each; all else is of the process.

use std::{sync::OnceLock, time::Duration};

use jiff::Timestamp;
use metrics::{counter, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tertulia_core::Platform;
use tertulia_store::Depth;

/// Bounds of the histograms, in seconds: from a quick turn to the longest that may be.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 15.0, 30.0];

/// Begins to count, once in a process. `None` if someone else counts already in another way.
pub(crate) fn start() -> Option<&'static PrometheusHandle> {
    static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    let start = || {
        let builder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
            .ok()?;
        let recorder = builder.build_recorder();
        let handle = recorder.handle();
        metrics::set_global_recorder(recorder).ok().map(|()| handle)
    };
    HANDLE.get_or_init(start).as_ref()
}

pub(crate) fn webhook(platform: Platform, answer: &'static str) {
    counter!("tertulia_webhooks_total", "platform" => platform.as_str(), "answer" => answer).increment(1);
}

pub(crate) fn event(platform: Platform, outcome: &'static str) {
    counter!("tertulia_events_total", "platform" => platform.as_str(), "outcome" => outcome).increment(1);
}

pub(crate) fn turn(outcome: &'static str) {
    counter!("tertulia_turns_total", "outcome" => outcome).increment(1);
}

pub(crate) fn turn_time(time: Duration) {
    histogram!("tertulia_turn_seconds").record(time);
}

pub(crate) fn call(platform: Platform, outcome: &'static str) {
    counter!("tertulia_calls_total", "platform" => platform.as_str(), "outcome" => outcome).increment(1);
}

pub(crate) fn call_time(platform: Platform, time: Duration) {
    histogram!("tertulia_call_seconds", "platform" => platform.as_str()).record(time);
}

/// A message arrived that the platform counts in this category of prices.
pub(crate) fn priced(platform: Platform, category: String) {
    counter!("tertulia_priced_messages_total", "platform" => platform.as_str(), "category" => category)
        .increment(1);
}

/// A message goes out that may have gone out before.
pub(crate) fn possible_duplicate(platform: Platform) {
    counter!("tertulia_possible_duplicates_total", "platform" => platform.as_str()).increment(1);
}

/// What is waiting now.
#[expect(clippy::cast_precision_loss, reason = "a gauge of more than 2^52 rows may be off by one")]
pub(crate) fn depth(depth: &Depth, now: Timestamp) {
    gauge!("tertulia_inbox_depth").set(depth.inbox as f64);
    gauge!("tertulia_timers").set(depth.timers as f64);
    gauge!("tertulia_outbox_depth").set(depth.outbox as f64);
    gauge!("tertulia_dead").set(depth.dead as f64);
    let age = |since: Option<Timestamp>| {
        since.map_or(0.0, |since| now.duration_since(since).as_secs_f64().max(0.0))
    };
    gauge!("tertulia_inbox_oldest_seconds").set(age(depth.oldest_event));
    gauge!("tertulia_outbox_oldest_seconds").set(age(depth.oldest_call));
}
