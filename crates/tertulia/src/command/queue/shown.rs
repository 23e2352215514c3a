//! Rows of queues, for people.

use jiff::{Timestamp, Unit};
use tertulia_store::{QueueSummary, Record};

use super::Place;

/// How much of what went wrong stands in a line.
const ERROR: usize = 80;

/// A line about a queue.
pub(super) fn summary(summary: &QueueSummary, now: Timestamp) -> String {
    let QueueSummary { queue, count, timers, oldest, .. } = summary;
    let mut line = format!("{:<8} {count}", queue.as_str());
    if let Some(oldest) = oldest {
        let since = now.since(*oldest).and_then(|span| span.round(Unit::Second));
        line += &match since {
            Ok(since) if !since.is_negative() => format!(", the oldest for {since:#}"),
            _ => format!(", the first at {oldest:.0}"),
        };
    }
    if *timers > 0 {
        line += &format!(", and {timers} timers");
    }
    line + "\n"
}

/// A row in one line.
pub(super) fn line(record: &Record) -> String {
    let Record { queue, number, kind, platform, account, at, attempts, error, endpoint, .. } = record;
    let mut line = format!("{:<12} {at:.0}  {kind}", Place { queue: *queue, number: *number }.to_string());
    if let Some(endpoint) = endpoint {
        line += &format!(" {endpoint}");
    }
    let of = [platform, account].into_iter().flatten().cloned().chain(record.person.first().cloned());
    line += &format!("  {}", of.collect::<Vec<_>>().join(", "));
    if *attempts > 0 {
        line += &format!("  begun {attempts} times");
    }
    if let Some(error) = error {
        let error: String = error.lines().next().unwrap_or_default().chars().take(ERROR).collect();
        line += &format!("  {error}");
    }
    line + "\n"
}

/// A row with everything that is known of it.
pub(super) fn whole(record: &Record) -> String {
    let Record {
        queue, number, kind, platform, account, person, at, attempts, error, endpoint, body, ..
    } = record;
    let fields = [
        ("kind", Some(kind.clone())),
        ("at", Some(format!("{at:.0}"))),
        ("platform", platform.clone()),
        ("account", account.clone()),
        ("person", Some(person.join(", ")).filter(|person| !person.is_empty())),
        ("begun", Some(format!("{attempts} times"))),
        ("error", error.clone()),
        ("call", endpoint.clone()),
    ];
    let mut text = format!("{}\n", Place { queue: *queue, number: *number });
    for (name, value) in fields {
        if let Some(value) = value {
            text += &format!("  {name:<10}{}\n", value.replace('\n', "\n            "));
        }
    }
    text + &format!("{body:#}\n")
}
