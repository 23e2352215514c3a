//! Times as they are kept: whole milliseconds since 1970.

use std::time::Duration;

use jiff::Timestamp;

/// A time as it is kept.
pub(crate) fn millis(at: Timestamp) -> i64 {
    at.as_millisecond()
}

/// The first time that can be kept and is not before this one.
pub(crate) fn millis_not_before(at: Timestamp) -> i64 {
    let whole = millis(at);
    if timestamp(whole) < at { whole + 1 } else { whole }
}

/// A time that was kept. What is out of range becomes the nearest time there is.
pub(crate) fn timestamp(millis: i64) -> Timestamp {
    let nearest = if millis < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_millisecond(millis).unwrap_or(nearest)
}

/// A time without what would not be kept of it.
pub(crate) fn whole_millis(at: Timestamp) -> Timestamp {
    timestamp(millis(at))
}

/// A length of time as it is kept.
pub(crate) fn duration_millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// A length of time that was kept.
pub(crate) fn duration(millis: i64) -> Duration {
    Duration::from_millis(u64::try_from(millis).unwrap_or_default())
}
