//! The trouble that a platform can make.

use std::time::Duration;

use crate::account::Platform;

/// What happens to a call instead of success at once.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// It succeeds, after a while.
    Slow(Duration),
    /// 429, and when to come again.
    RetryAfter(u64),
    /// 429, without a word on when to come again.
    TooManyRequests,
    /// 500 by the API itself.
    ServerError,
    /// 504 by an edge, after the call was taken.
    EdgeTimeout,
    /// The connection is cut before the call is taken.
    ResetBefore,
    /// The connection is cut after the call was taken.
    ResetAfter,
    /// The call was taken, and the answer is none.
    Malformed,
    /// The call was taken, and the connection ends in the middle of the answer.
    HalfAnswer,
    /// The call was taken, and the answer comes byte by byte over so long a time.
    Drip(Duration),
    /// The person does not want to hear from the bot.
    Blocked,
    /// The person wrote too long ago.
    WindowClosed,
    /// The account's token is no longer good.
    TokenRevoked,
}

impl Fault {
    /// Whether the platform can answer like that.
    pub(crate) fn is_known_to(self, platform: Platform) -> bool {
        !(self == Self::WindowClosed && platform == Platform::Telegram)
    }
}
