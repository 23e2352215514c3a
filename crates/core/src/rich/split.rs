//! Splitting a rich text that is too long for one message.

use unicode_segmentation::UnicodeSegmentation;

use super::{RichText, Style};
use crate::plan::end_of_piece;

impl RichText {
    /// Splits it into pieces of at most `limit`, by a measure of the caller's: what a piece takes once it is written
    /// with the markup of a platform.
    ///
    /// Pieces end at the end of a paragraph, line, sentence or word, and never inside a grapheme, if any fits. A
    /// style that goes on does so in the next piece; each part of a link leads to its address. Only white space at
    /// the splits is lost. A link whose address alone takes more than a piece is spelled out, and other styles are
    /// given up where not even a grapheme fits with them.
    ///
    /// The measure of a text must not be smaller than the number of its graphemes.
    ///
    /// ```
    /// use tertulia_core::{RichText, plan::Unit};
    ///
    /// let pieces = RichText::new().text("It is ").bold("very nice").split(10, |piece| piece.len(Unit::Utf16));
    /// assert_eq!(pieces, [RichText::new().text("It is ").bold("very"), RichText::new().bold("nice")]);
    /// ```
    pub fn split(self, limit: usize, measure: impl Fn(&Self) -> usize) -> Vec<Self> {
        if measure(&self) <= limit {
            return vec![self];
        }
        let mut pieces = Vec::new();
        let mut rest = self.trim_end();
        while !rest.is_empty() && measure(&rest) > limit {
            match end_of_first(&rest, limit, &measure) {
                Some(at) => {
                    let piece = rest.cut(..at).trim_end();
                    if !piece.as_str().trim().is_empty() {
                        pieces.push(piece);
                    }
                    rest = rest.cut(at..).trim_start();
                }
                None => rest = lighter(&rest),
            }
        }
        if !rest.is_empty() || pieces.is_empty() {
            pieces.push(rest);
        }
        pieces
    }

    fn trim_end(&self) -> Self {
        self.cut(..self.as_str().trim_end().len())
    }

    fn trim_start(&self) -> Self {
        self.cut(self.as_str().len() - self.as_str().trim_start().len()..)
    }
}

/// Where the first piece ends, if anything fits with its styles.
fn end_of_first(text: &RichText, limit: usize, measure: &impl Fn(&RichText) -> usize) -> Option<usize> {
    let words = text.as_str();
    let fits = |end: &usize| measure(&text.cut(..*end).trim_end()) <= limit;
    let ends: Vec<usize> =
        words.grapheme_indices(true).map(|(at, grapheme)| at + grapheme.len()).take(limit.max(1)).collect();
    match ends.partition_point(fits) {
        0 if !text.cut(..ends[0]).is_plain() => None,
        // A grapheme can be longer than any limit, and something has to be in the piece.
        0 => {
            let ends = words[..ends[0]].char_indices().map(|(at, c)| at + c.len_utf8());
            let first = words.chars().next().map_or(0, char::len_utf8);
            Some(ends.take_while(fits).last().unwrap_or(first))
        }
        // Markup can make a shorter piece measure more.
        count => Some(end_of_piece(words, ends[count - 1])).filter(fits).or(Some(ends[count - 1])),
    }
}

/// The same without what keeps its first grapheme from fitting.
fn lighter(text: &RichText) -> RichText {
    let first = text.as_str().graphemes(true).next().map_or(0, str::len);
    let mut links = text.spans().iter().filter(|span| matches!(span.style(), Style::Link(_)));
    if links.next().is_some_and(|span| span.range().start < first) {
        let mut is_first = true;
        return text.spelled(|url| std::mem::take(&mut is_first).then(|| url.shown().to_owned()));
    }
    let spans = text.spans().iter().filter(|span| span.range().start >= first).cloned().collect();
    RichText::of(text.as_str().to_owned(), spans)
}
