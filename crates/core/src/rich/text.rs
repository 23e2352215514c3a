//! Words, and spans over them.

use std::ops::{Bound, Range, RangeBounds};

use super::{Span, Style, nest::nest};
use crate::plan::Unit;

/// A text with styles and links.
///
/// What is made of a plain text (`RichText::from`) has none, whatever is written in it. Two that look the same
/// are equal, however they were made: spans are sorted, the outer before the inner; two of them are apart, or one
/// is within the other; and they begin and end at whole code points.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct RichText {
    text: String,
    spans: Vec<Span>,
}

impl RichText {
    /// An empty text, to be added to.
    pub const fn new() -> Self {
        Self { text: String::new(), spans: Vec::new() }
    }

    /// A text with spans in any order, of which the later ones are inside. What is beyond the text is cut off.
    pub(super) fn of(text: String, spans: Vec<Span>) -> Self {
        let end = text.len();
        let within = |range: Range<usize>| range.start.min(end)..range.end.min(end);
        let spans = nest(spans.into_iter().map(|span| span.map(within)).collect());
        debug_assert!(spans.iter().map(Span::range).all(|range| text.get(range).is_some()));
        Self { text, spans }
    }

    /// The words alone, without styles and addresses. See [`plain`](Self::plain).
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The styled stretches, sorted by start, the outer before the inner.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Whether nothing in it has a style.
    pub fn is_plain(&self) -> bool {
        self.spans.is_empty()
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The length of the words, without what a platform writes for styles.
    pub fn len(&self, unit: Unit) -> usize {
        unit.length(&self.text)
    }

    /// A stretch of it, with the styles it has there.
    ///
    /// # Panics
    ///
    /// If the range ends beyond the text or inside a code point, as that of a [`str`].
    ///
    /// ```
    /// use tertulia_core::RichText;
    ///
    /// let text = RichText::new().text("good ").bold("morning");
    /// assert_eq!(text.cut(..9), RichText::new().text("good ").bold("morn"));
    /// ```
    #[must_use]
    pub fn cut(&self, range: impl RangeBounds<usize>) -> Self {
        let start = match range.start_bound() {
            Bound::Included(&start) => start,
            Bound::Excluded(&before) => before + 1,
            Bound::Unbounded => 0,
        };
        let end = match range.end_bound() {
            Bound::Included(&last) => last + 1,
            Bound::Excluded(&end) => end,
            Bound::Unbounded => self.text.len(),
        };
        let text = self.text[start..end].to_owned();
        let begun = self.spans.partition_point(|span| span.range().start < end);
        let spans = self.spans[..begun].iter().filter(|span| start < span.range().end);
        let shift = |range: Range<usize>| range.start.saturating_sub(start)..range.end - start;
        Self::of(text, spans.cloned().map(|span| span.map(shift)).collect())
    }

    /// Without the white space around it.
    #[must_use]
    pub fn trim(&self) -> Self {
        let end = self.text.trim_end().len();
        let start = end - self.text[..end].trim_start().len();
        self.cut(start..end)
    }

    /// With only those styles that `keep` says.
    #[must_use]
    pub fn retain(&self, mut keep: impl FnMut(&Style) -> bool) -> Self {
        let spans = self.spans.iter().filter(|span| keep(span.style())).cloned().collect();
        Self::of(self.text.clone(), spans)
    }

    /// Adds words without a style.
    pub fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds another text as it is.
    pub fn push(&mut self, other: impl Into<Self>) {
        self.extend([other]);
    }

    /// The words and the spans.
    pub(super) fn into_parts(self) -> (String, Vec<Span>) {
        (self.text, self.spans)
    }
}

/// Plain, whatever is written in it.
impl From<&str> for RichText {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

/// Plain, whatever is written in it.
impl From<String> for RichText {
    fn from(text: String) -> Self {
        Self { text, spans: Vec::new() }
    }
}

impl<T: Into<Self>> Extend<T> for RichText {
    fn extend<I: IntoIterator<Item = T>>(&mut self, texts: I) {
        let (mut text, mut spans) = std::mem::take(self).into_parts();
        for other in texts {
            let other = other.into();
            let shift = text.len();
            text.push_str(&other.text);
            let shifted = |range: Range<usize>| range.start + shift..range.end + shift;
            spans.extend(other.spans.into_iter().map(|span| span.map(shifted)));
        }
        *self = Self::of(text, spans);
    }
}

impl<T: Into<Self>> FromIterator<T> for RichText {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> Self {
        let mut whole = Self::new();
        whole.extend(texts);
        whole
    }
}
