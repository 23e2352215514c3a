//! What a value must lie between.

use std::{
    fmt::Display,
    ops::{RangeFrom, RangeInclusive, RangeToInclusive},
};

use crate::t;

use super::Misread;

/// A least value, a greatest one, or both: `18..`, `..=120`, `18..=120`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a range of `{T}` that a person can be told",
    label = "write `a..=b`, `a..` or `..=b`",
    note = "both ends belong to it: write `1..=9`, not `1..10`"
)]
pub trait Range<T> {
    /// Whether the value is in it.
    ///
    /// # Errors
    ///
    /// What it must lie between.
    fn check(&self, value: &T) -> Result<(), Misread>;
}

impl<T: PartialOrd + Display> Range<T> for RangeInclusive<T> {
    fn check(&self, value: &T) -> Result<(), Misread> {
        let (min, max) = (self.start().to_string(), self.end().to_string());
        told(self.contains(value), || Misread::new(t!("tertulia-form-range", min = min, max = max)))
    }
}

impl<T: PartialOrd + Display> Range<T> for RangeFrom<T> {
    fn check(&self, value: &T) -> Result<(), Misread> {
        let min = self.start.to_string();
        told(self.contains(value), || Misread::new(t!("tertulia-form-least", min = min)))
    }
}

impl<T: PartialOrd + Display> Range<T> for RangeToInclusive<T> {
    fn check(&self, value: &T) -> Result<(), Misread> {
        let max = self.end.to_string();
        told(self.contains(value), || Misread::new(t!("tertulia-form-greatest", max = max)))
    }
}

fn told(is_in: bool, wrong: impl FnOnce() -> Misread) -> Result<(), Misread> {
    if is_in { Ok(()) } else { Err(wrong()) }
}
