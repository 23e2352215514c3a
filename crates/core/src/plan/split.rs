//! Splitting a text that is too long for one message.

use unicode_segmentation::UnicodeSegmentation;

use super::Unit;

/// Splits a text into pieces of at most `limit`, at the end of a paragraph, line, sentence or word if there is
/// one in the second half of the piece, and never inside a grapheme. Only the space at the splits is dropped.
pub fn split_text(text: &str, limit: usize, unit: Unit) -> Vec<&str> {
    let limit = limit.max(1);
    let mut pieces = Vec::new();
    let mut rest = text.trim_end();
    while unit.length(rest) > limit {
        let at = split_at(rest, limit, unit);
        let (piece, after) = rest.split_at(at);
        if !piece.trim().is_empty() {
            pieces.push(piece.trim_end());
        }
        rest = after.trim_start();
    }
    if !rest.is_empty() || pieces.is_empty() {
        pieces.push(rest);
    }
    pieces
}

/// The first byte of the next piece. `text` is longer than `limit`.
fn split_at(text: &str, limit: usize, unit: Unit) -> usize {
    end_of_piece(text, prefix(text, limit, unit))
}

/// Where a piece should end of which `fits` bytes fit: at the end of a paragraph, line, sentence or word in its
/// second half, else there. The white space that follows is dropped, so it fits too.
pub(crate) fn end_of_piece(text: &str, fits: usize) -> usize {
    let fits = text.len() - text[fits..].trim_start().len();
    let window = &text[..fits];
    let half = fits / 2;
    let after = |pattern: &str| window.rfind(pattern).map(|at| at + pattern.len()).filter(|at| *at > half);
    after("\n\n")
        .or_else(|| after("\n"))
        .or_else(|| [". ", "! ", "? ", "… "].into_iter().filter_map(after).max())
        .or_else(|| window.rfind(char::is_whitespace).filter(|at| *at > half))
        .unwrap_or(fits)
}

/// How many bytes of the text fit, in whole graphemes. At least one code point: a single grapheme can be longer
/// than any limit.
pub(super) fn prefix(text: &str, limit: usize, unit: Unit) -> usize {
    let mut length = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        length += unit.length(grapheme);
        if length > limit {
            return if at > 0 { at } else { code_points(text, limit, unit) };
        }
    }
    text.len()
}

fn code_points(text: &str, limit: usize, unit: Unit) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if at > 0 && unit.length(&text[..at + c.len_utf8()]) > limit {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}
