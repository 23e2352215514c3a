//! A chat to which too much is waiting to be sent.

/// With so many calls to a chat in the outbox, its conversations rest: their events wait in the inbox, where they hold
/// up nobody, or else somebody who writes without end would fill the lanes that all chats of an account share.
pub(crate) const CALLS: usize = 64;

/// After so long it is looked whether there are fewer, in milliseconds.
pub(crate) const REST: i64 = 1_000;
