//! Where signs are written so that WhatsApp reads them.

use std::{cmp::Reverse, ops::Range};

use tertulia_core::rich::{RichText, Span, Style};

/// What stands between two equal signs.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Mark {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) sign: &'static str,
}

/// The sign of code. One alone is younger, and older apps show it as it is.
pub(super) const CODE: &str = "```";

/// The marks of a text, the outer before the inner.
pub(super) fn marks(text: &RichText) -> Vec<Mark> {
    let words = text.as_str();
    let signs = text.retain(|style| sign(style).is_some());
    let quotes = quotes(text);
    let mut marks = Vec::new();
    for span in signs.spans() {
        let Some(sign) = sign(span.style()) else { continue };
        // Only code goes on in the next line, and not in a quote, whose lines have a sign of their own.
        let whole = sign == CODE && !is_quoted(&quotes, span.range().start);
        let pieces = if whole { vec![span.range()] } else { lines(words, span.range()) };
        let blank: fn(char) -> bool =
            if *span.style() == Style::Code || sign != CODE { char::is_whitespace } else { |c| c == '\n' };
        marks.extend(pieces.into_iter().filter_map(|piece| {
            let Range { start, end } = trimmed(words, piece, blank);
            let is_blank = words[start..end].trim().is_empty();
            (!is_blank).then_some(Mark { start, end, sign })
        }));
    }
    marks.sort_by_key(|mark| (mark.start, Reverse(mark.end)));
    // A mark that is not read is no border for the next one.
    loop {
        let read: Vec<_> = marks.iter().filter(|mark| is_read(words, mark, &marks)).cloned().collect();
        if read.len() == marks.len() {
            return read;
        }
        marks = read;
    }
}

/// Where quotes are, in order.
pub(super) fn quotes(text: &RichText) -> Vec<Range<usize>> {
    let quotes = text.spans().iter().filter(|span| *span.style() == Style::Quote);
    quotes.map(Span::range).collect()
}

/// Whether this place is in one of the quotes.
pub(super) fn is_quoted(quotes: &[Range<usize>], at: usize) -> bool {
    let next = quotes.partition_point(|quote| quote.end <= at);
    quotes.get(next).is_some_and(|quote| quote.contains(&at))
}

fn sign(style: &Style) -> Option<&'static str> {
    match style {
        Style::Bold => Some("*"),
        Style::Italic => Some("_"),
        Style::Strikethrough => Some("~"),
        Style::Code | Style::Preformatted(_) => Some(CODE),
        _ => None,
    }
}

/// Whether its signs stand at borders of words: beside something that is no letter, or another sign.
fn is_read(words: &str, mark: &Mark, marks: &[Mark]) -> bool {
    let others = || marks.iter().filter(|other| other.sign != mark.sign);
    let before = words[..mark.start].chars().next_back().is_none_or(|c| !c.is_alphanumeric())
        || others().any(|other| other.end == mark.start);
    let after = words[mark.end..].chars().next().is_none_or(|c| !c.is_alphanumeric())
        || others().any(|other| other.start == mark.end);
    before && after
}

fn lines(words: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut start = range.start;
    let mut lines = Vec::new();
    for line in words[range].split('\n') {
        lines.push(start..start + line.len());
        start += line.len() + 1;
    }
    lines
}

fn trimmed(words: &str, range: Range<usize>, is_blank: fn(char) -> bool) -> Range<usize> {
    let end = range.start + words[range.clone()].trim_end_matches(is_blank).len();
    let start = end - words[range.start..end].trim_start_matches(is_blank).len();
    start..end
}
