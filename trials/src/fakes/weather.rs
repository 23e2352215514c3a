//! When trouble is made.

use crate::chance::Chance;

use super::Fault;

/// Decides what happens to a call.
pub(crate) type Weather = Box<dyn FnMut(&Call<'_>) -> Option<Fault> + Send>;

/// A call about which is decided.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call<'a> {
    pub(crate) conversation: &'a str,
    pub(crate) text: &'a str,
    /// How many times this was tried to be said to that person, this time included.
    pub(crate) attempt: u32,
}

/// No trouble at all.
pub(crate) fn fine() -> Weather {
    Box::new(|_| None)
}

/// A little latency, and so many times in a thousand some trouble that passes.
pub(crate) fn changeable(mut chance: Chance, per_mille: u64) -> Weather {
    Box::new(move |_| {
        if !chance.per_mille(per_mille) {
            return Some(Fault::Slow(chance.millis(0, 12)));
        }
        Some(match chance.below(8) {
            0 | 1 => Fault::ServerError,
            2 => Fault::EdgeTimeout,
            3 => Fault::ResetBefore,
            4 => Fault::ResetAfter,
            5 => Fault::Malformed,
            6 => Fault::HalfAnswer,
            _ => Fault::Drip(chance.millis(10, 100)),
        })
    })
}
