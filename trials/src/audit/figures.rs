//! How much there was.

use std::fmt;

use super::{Evidence, record::Record, repeated::Repeats};

/// How much there was in a trial.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Figures {
    /// How often a process of the bot was killed.
    pub kills: usize,
    /// How often one was frozen, until others had taken its place.
    pub freezes: usize,
    /// Different events that were posted.
    pub events: usize,
    /// Those of them that were acknowledged.
    pub acknowledged: usize,
    /// Webhooks that had been posted before.
    pub redelivered: usize,
    /// Webhooks that were refused with 503.
    pub refused: usize,
    /// Messages the people were shown.
    pub messages: usize,
    /// Calls in flight at the kills and freezes.
    pub in_flight: usize,
    /// Messages that came twice because of them.
    pub repeated_at_kills: usize,
    /// Calls of which nobody could tell what became of them.
    pub unknown: usize,
    /// Messages that came twice because of that.
    pub repeated_after_faults: usize,
    /// Events that were set aside.
    pub dead_events: usize,
    /// Messages that were set aside.
    pub dead_messages: usize,
    /// The most memory the bot has taken, in bytes, if that was looked at.
    pub peak: Option<u64>,
}

impl Figures {
    pub(super) fn of(evidence: &Evidence, record: &Record, repeats: Repeats) -> Self {
        Self {
            kills: record.kills.len() - record.freezes,
            freezes: record.freezes,
            events: record.events.len(),
            acknowledged: record.events.values().filter(|posts| !posts.acknowledged.is_empty()).count(),
            redelivered: record.redelivered,
            refused: record.refused,
            messages: record.calls.iter().filter(|call| call.taken.is_some()).count(),
            in_flight: repeats.in_flight,
            repeated_at_kills: repeats.at_kills,
            unknown: repeats.unknown,
            repeated_after_faults: repeats.after_faults,
            dead_events: evidence.end.dead_events.len(),
            dead_messages: evidence.end.dead_messages.len(),
            peak: record.peak,
        }
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kills, freezes, events, acknowledged, redelivered, refused, messages, .. } = self;
        write!(f, "kills {kills}, freezes {freezes}, events {events}, acknowledged {acknowledged}, ")?;
        write!(f, "redelivered {redelivered}, refused {refused}, ")?;
        let Self { in_flight, repeated_at_kills, unknown, repeated_after_faults, .. } = self;
        write!(
            f,
            "messages {messages}, in flight at kills {in_flight}, of which repeated {repeated_at_kills}, "
        )?;
        write!(f, "fate unknown {unknown}, of which repeated {repeated_after_faults}, ")?;
        write!(f, "set aside {} events and {} messages", self.dead_events, self.dead_messages)?;
        match self.peak {
            Some(peak) => write!(f, ", peak memory {} MiB", peak.div_ceil(1 << 20)),
            None => Ok(()),
        }
    }
}
