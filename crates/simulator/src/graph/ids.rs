//! The ids of messages and files.

use jiff::Timestamp;

/// Counts what is given an id. With the time in it, an id is never given twice, not even after a new beginning.
#[derive(Debug)]
pub(crate) struct Ids {
    /// The digit with which numbers begin, so that no other platform gives the same.
    digit: char,
    count: u64,
}

impl Ids {
    pub(crate) fn new(digit: char) -> Self {
        Self { digit, count: 0 }
    }

    /// The next id, of letters and digits.
    pub(crate) fn next(&mut self, now: Timestamp) -> String {
        self.count += 1;
        format!("{:X}{:04X}", now.as_millisecond(), self.count)
    }

    /// The next id, of digits alone.
    pub(crate) fn next_number(&mut self, now: Timestamp) -> String {
        self.count += 1;
        format!("{}{}{:04}", self.digit, now.as_millisecond(), self.count)
    }
}
