//! The times in a webhook. Messenger counts milliseconds, WhatsApp seconds, and both leave them out at times.

use jiff::Timestamp;

/// A time in milliseconds. What is missing or out of range is [`Timestamp::UNIX_EPOCH`], which stands for
/// "not told": the runtime puts the time of arrival there.
pub fn of_milliseconds(time: Option<i64>) -> Timestamp {
    time.and_then(|time| Timestamp::from_millisecond(time).ok()).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A time in seconds, see [`of_milliseconds`].
pub fn of_seconds(time: Option<i64>) -> Timestamp {
    time.and_then(|time| Timestamp::from_second(time).ok()).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The `time` of an entry: seconds or milliseconds, by its size.
pub fn of_entry(time: Option<i64>) -> Timestamp {
    // As seconds this is the year 5138, as milliseconds 1973: before there were webhooks.
    const SMALLEST_MILLISECONDS: i64 = 100_000_000_000;
    match time {
        Some(time) if time < SMALLEST_MILLISECONDS => of_seconds(Some(time)),
        time => of_milliseconds(time),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_out_of_range_is_as_missing() {
        for time in [None, Some(i64::MAX), Some(i64::MIN)] {
            assert_eq!(of_milliseconds(time), Timestamp::UNIX_EPOCH);
            assert_eq!(of_seconds(time), Timestamp::UNIX_EPOCH);
            assert_eq!(of_entry(time), Timestamp::UNIX_EPOCH);
        }
    }

    #[test]
    fn an_entry_has_seconds_or_milliseconds() {
        assert_eq!(of_entry(Some(1_458_692_752)), of_seconds(Some(1_458_692_752)));
        assert_eq!(of_entry(Some(1_458_692_752_478)), of_milliseconds(Some(1_458_692_752_478)));
    }
}
