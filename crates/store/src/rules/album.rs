//! Waiting for the other parts of an album.

/// So long after its last part an album is taken to be whole, in milliseconds: no platform tells where one ends. Telegram
/// sends the parts one after the other, each as soon as the one before it was acknowledged.
pub(crate) const REST: i64 = 1_000;

/// As many parts are taken as one event. Telegram's albums have 2 to 10:
/// <https://core.telegram.org/bots/api#sendmediagroup>.
pub(crate) const PARTS: usize = 10;
