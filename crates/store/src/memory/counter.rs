//! Numbers that count up.

/// Gives out 1, 2, 3 … No number is ever used twice.
#[derive(Default)]
pub(super) struct Counter(i64);

impl Counter {
    /// The next number.
    pub(super) fn next(&mut self) -> i64 {
        self.0 += 1;
        self.0
    }
}
