//! A stretch of a rich text that has a style.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Style;

/// A stretch of a [`RichText`](super::RichText) that has a style. It is never empty.
#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub struct Span {
    start: usize,
    end: usize,
    style: Style,
}

impl Span {
    pub(super) fn new(range: Range<usize>, style: Style) -> Self {
        Self { start: range.start, end: range.end, style }
    }

    /// Which bytes of the text it covers.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The style.
    pub fn style(&self) -> &Style {
        &self.style
    }

    /// The same span elsewhere.
    pub(super) fn map(self, range: impl FnOnce(Range<usize>) -> Range<usize>) -> Self {
        Self::new(range(self.range()), self.style)
    }
}
