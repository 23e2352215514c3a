//! Operations that are to go wrong.

use crate::StoreError;

/// How many of the next operations go wrong, and how.
#[derive(Default)]
pub(super) struct Faults {
    /// These change nothing.
    pub(super) refused: usize,
    /// These are kept, but nobody is told.
    pub(super) unacknowledged: usize,
}

impl Faults {
    /// Refuses an operation, if it is to be refused.
    pub(super) fn refuse(&mut self) -> Result<(), StoreError> {
        count_down(&mut self.refused, "asked to refuse")
    }

    /// Loses the acknowledgement of an operation, if it is to be lost.
    pub(super) fn lose(&mut self) -> Result<(), StoreError> {
        count_down(&mut self.unacknowledged, "asked to lose the acknowledgement")
    }
}

fn count_down(left: &mut usize, what: &str) -> Result<(), StoreError> {
    match left.checked_sub(1) {
        None => Ok(()),
        Some(less) => {
            *left = less;
            Err(StoreError::Unavailable(what.into()))
        }
    }
}
