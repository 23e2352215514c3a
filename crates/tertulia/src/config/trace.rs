//! `[trace]`: what is told of turns.

use super::fields::Fields;
use super::value;

/// What is told of turns, for `why`.
#[derive(Clone, Debug)]
pub(crate) struct Trace {
    /// Of how many it is kept; with zero of none.
    pub(crate) keep: usize,
}

impl Trace {
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        Self { keep: fields.value("trace.keep", value::count_or_none) }
    }
}
