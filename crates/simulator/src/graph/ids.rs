//! The ids of messages and files.

use jiff::Timestamp;

/// Counts what is given an id. With the time in it, an id is never given twice, not even after a new beginning.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    count: u64,
}

impl Ids {
    /// The next id, of letters and digits.
    pub(crate) fn next(&mut self, now: Timestamp) -> String {
        self.count += 1;
        format!("{:X}{:04X}", now.as_millisecond(), self.count)
    }

    /// The next id, of digits alone.
    pub(crate) fn next_number(&mut self, now: Timestamp) -> String {
        self.count += 1;
        format!("{}{:04}", now.as_millisecond(), self.count)
    }
}
