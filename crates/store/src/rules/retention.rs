//! How long things are kept.

use std::time::Duration;

use jiff::Timestamp;
use tertulia_core::Platform;

use super::time::{duration_millis, millis};
use crate::Retention;

/// How many rows of a table go at once.
pub(crate) const PORTION: usize = 2000;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// How exactly it is remembered when a bucket of keys was last written: to the hour, in milliseconds.
pub(crate) const GRAIN: i64 = HOUR;

/// How long Telegram's keys are kept. It gives an update up after 24 hours.
const DEDUPE_TELEGRAM: i64 = 48 * HOUR;
/// How long all others' keys are kept. Meta delivers again for up to 7 days.
const DEDUPE: i64 = 8 * DAY;
/// How long ids of sent messages are kept: reports about them come late, and again.
const SENT: i64 = 8 * DAY;
/// How long what was set aside is kept.
const DEAD: i64 = 30 * DAY;

/// How long files are kept that no call shows any more: the next reply may show them again.
const FILES: i64 = DAY;

/// What is older than these times is forgotten, in milliseconds since 1970.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Horizon {
    now: i64,
    payloads: Duration,
    chat_log: Option<Duration>,
}

impl Horizon {
    /// The horizon at that time.
    pub(crate) fn new(now: Timestamp, retention: Retention) -> Self {
        Self { now: millis(now), payloads: retention.payloads, chat_log: retention.chat_log }
    }

    /// For buckets of keys, by when they were last written.
    pub(crate) fn dedupe(self, platform: Platform) -> i64 {
        let keep = if platform == Platform::TELEGRAM { DEDUPE_TELEGRAM } else { DEDUPE };
        self.now - keep - GRAIN
    }

    /// For ids of sent messages.
    pub(crate) fn sent(self) -> i64 {
        self.now - SENT
    }

    /// For what was set aside.
    pub(crate) fn dead(self) -> i64 {
        self.now - DEAD
    }

    /// For files that no call shows.
    pub(crate) fn files(self) -> i64 {
        self.now - FILES
    }

    /// For how platforms name files, by when that is no longer good.
    pub(crate) fn uploads(self) -> i64 {
        self.now
    }

    /// For payloads.
    pub(crate) fn payloads(self) -> i64 {
        self.now.saturating_sub(duration_millis(self.payloads))
    }

    /// For what was said, if that is kept.
    pub(crate) fn chat_log(self) -> Option<i64> {
        self.chat_log.map(|keep| self.now.saturating_sub(duration_millis(keep)))
    }
}
