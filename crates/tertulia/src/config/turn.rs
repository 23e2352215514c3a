//! `[turn]`: the handling of one event.

use std::time::Duration;

use super::fields::Fields;
use super::value;

/// The handling of one event.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    /// How long it may take; then it is ended and tried again.
    pub(crate) deadline: Duration,
}

impl Turn {
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        Self { deadline: fields.value("turn.deadline", value::duration) }
    }
}
