//! Times as the database keeps them: whole milliseconds since 1970.

use std::time::Duration;

use jiff::Timestamp;

/// A time as the database keeps it.
pub(super) fn millis(at: Timestamp) -> i64 {
    at.as_millisecond()
}

/// A time of the database. What is out of range becomes the nearest time there is.
pub(super) fn timestamp(millis: i64) -> Timestamp {
    let nearest = if millis < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_millisecond(millis).unwrap_or(nearest)
}

/// A time without what the database would not keep of it.
pub(super) fn whole_millis(at: Timestamp) -> Timestamp {
    timestamp(millis(at))
}

/// A length of time as the database keeps it.
pub(super) fn duration_millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
