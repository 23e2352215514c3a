//! Numbers, durations, sizes and other small values, as they are written in configuration.
//!
//! What is wrong with a value is said in fixed words, as they follow the name of the key. So no value, which may
//! be a misplaced secret, can get into a message.

use std::net::SocketAddr;
use std::time::Duration;

/// A value, or what is wrong with it.
pub(super) type Parsed<T> = Result<T, &'static str>;

/// A hundred years: far enough, and near enough to be added to any time.
const LONGEST: Duration = Duration::from_secs(36_500 * 24 * 60 * 60);

/// An IP address with a port, such as `127.0.0.1:3000` or `[::1]:3000`.
pub(super) fn address(text: &str) -> Parsed<SocketAddr> {
    text.parse().map_err(|_| "is not an IP address with a port")
}

/// `true` or `false`.
pub(super) fn switch(text: &str) -> Parsed<bool> {
    text.parse().map_err(|_| "is neither true nor false")
}

/// A whole number above zero.
pub(super) fn count(text: &str) -> Parsed<u32> {
    const WRONG: &str = "is not a whole number from 1 to 4294967295";
    if text.starts_with('+') {
        return Err(WRONG);
    }
    text.parse().ok().filter(|count| *count > 0).ok_or(WRONG)
}

/// A whole number, which may be zero.
pub(super) fn count_or_none(text: &str) -> Parsed<usize> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits).ok_or("is not a whole number")
}

/// A duration above zero: `500ms`, `30s`, `5m`, `2h` or `90d`.
pub(super) fn duration(text: &str) -> Parsed<Duration> {
    match duration_or_none(text) {
        Ok(Duration::ZERO) => Err("is no time at all"),
        parsed => parsed,
    }
}

/// A duration that may be no time at all: `0s`.
pub(super) fn duration_or_none(text: &str) -> Parsed<Duration> {
    const WRONG: &str = "is not a duration: a whole number and one of ms, s, m, h, d";
    let (number, unit) = number_and_unit(text).ok_or(WRONG)?;
    let millis: u64 = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return Err(WRONG),
    };
    match number.checked_mul(millis).map(Duration::from_millis) {
        Some(duration) if duration <= LONGEST => Ok(duration),
        _ => Err("is longer than 36500d"),
    }
}

/// A number of bytes: `16KiB`, `32MiB`, `1GiB`, or the number alone.
pub(super) fn size(text: &str) -> Parsed<u64> {
    const WRONG: &str = "is not a size: a whole number of bytes, or one and KiB, MiB or GiB";
    let (number, unit) = number_and_unit(text).ok_or(WRONG)?;
    let bytes: u64 = match unit {
        "" => 1,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => return Err(WRONG),
    };
    // What a file can be at most: its size is a signed number to the system.
    number.checked_mul(bytes).filter(|size| i64::try_from(*size).is_ok()).ok_or("is larger than any disk")
}

/// What a platform calls something. It becomes part of an address, so it is made of few characters; Meta's ids
/// are digits, but its documentation does not promise that.
pub(super) fn id(text: &str) -> Parsed<String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    match (1..=64).contains(&text.len()) && text.bytes().all(plain) && !text.starts_with('-') {
        true => Ok(text.to_owned()),
        false => Err("is not an id: letters, digits, _ and - only"),
    }
}

fn number_and_unit(text: &str) -> Option<(u64, &str)> {
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    Some((number.parse().ok()?, unit))
}
