//! What happened, as seen from outside: by the platforms and the people.

use std::fmt;

/// One thing that happened.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Entry {
    /// Milliseconds from the beginning.
    pub(crate) at: u64,
    pub(crate) what: What,
}

/// A message, by the event that it answers and its place in that answer.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) struct Message {
    pub(crate) event: usize,
    pub(crate) part: usize,
}

#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum What {
    /// A process began.
    Start,
    /// It was killed.
    Crash,
    /// The next operations of the store are refused.
    Refuse(usize),
    /// The next operations of the store are kept, but not acknowledged.
    Lose(usize),
    /// Nothing goes wrong from here on.
    Healed,
    /// A person pressed a button: the first delivery of the webhook begins.
    Pressed { event: usize, person: usize },
    /// A delivery of the event was not acknowledged.
    Refused { event: usize },
    /// A delivery of the event was acknowledged.
    Acknowledged { event: usize },
    /// The block ran, with what its session held before.
    Ran { event: usize, before: Vec<usize> },
    /// A person blocked the bot.
    Blocked { person: usize },
    /// A call with a message began.
    Call { call: usize, person: usize, message: Message },
    /// The platform took the message, which tells what the session held.
    Taken { call: usize, handled: Vec<usize> },
    /// The call ended.
    Ended { call: usize, end: End },
    /// A status that proves that the message was sent was acknowledged, `at_once` if the store did not refuse it before:
    /// it may then have kept it all the same, and tells of a proof only once.
    Status { message: Message, at_once: bool },
    /// A status got lost.
    StatusLost { message: Message },
}

/// How a call ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum End {
    /// The platform told that it took the message.
    Sent,
    /// Too fast: nothing may be called before the time is over, in milliseconds.
    Limited { wait: u64, account: bool },
    /// The platform told that it did not take the message, or the connection was never made.
    Failed,
    /// Nobody was told what became of it.
    Unknown,
    /// The person blocked the bot.
    Blocked,
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>7}.{:03}  {:?}", self.at / 1000, self.at % 1000, self.what)
    }
}
