//! The one way to write down which stretches have which styles.

use std::{cmp::Reverse, ops::Range};

use super::{Span, Style};

/// Brings spans, the outer ones first, into the order that a [`RichText`](super::RichText) holds them in. Equal
/// looks give equal spans:
///
/// - a style is within itself nowhere; where it touches itself it is one span
/// - a link or language is the innermost
/// - code and preformatted lines hold no other style; a link wins over code, for its address is worth more
/// - quotes and preformatted lines are inside of nothing but quotes, so what goes on around them is cut
/// - two spans are apart, or one is within the other; what crosses is cut, the higher [rank](Style::rank) first
/// - sorted by start, the outer before the inner
pub(super) fn nest(spans: Vec<Span>) -> Vec<Span> {
    if spans.is_empty() {
        return spans;
    }
    let mut layers = layers(spans);
    exclude(&mut layers);
    let mut nested: Vec<Span> = Vec::new();
    for Layer { style, ranges } in layers {
        let below = nested.len();
        for range in ranges {
            let mut start = range.start;
            for cut in cuts(&nested[..below], &range) {
                nested.push(Span::new(start..cut, style.clone()));
                start = cut;
            }
            nested.push(Span::new(start..range.end, style.clone()));
        }
    }
    nested.sort_by_key(|span| (span.range().start, Reverse(span.range().end), span.style().rank()));
    nested
}

/// Everything that has one style: ranges that are sorted and apart.
struct Layer {
    style: Style,
    ranges: Vec<Range<usize>>,
}

/// The layers, by rank.
fn layers(spans: Vec<Span>) -> Vec<Layer> {
    let mut layers: Vec<Layer> = Vec::new();
    for span in spans {
        let (range, style) = (span.range(), span.style().clone());
        if range.is_empty() {
            continue;
        }
        for rival in
            layers.iter_mut().filter(|layer| layer.style.rank() == style.rank() && layer.style != style)
        {
            rival.ranges = without(&rival.ranges, std::slice::from_ref(&range));
        }
        match layers.iter_mut().find(|layer| layer.style == style) {
            Some(layer) => layer.ranges.push(range),
            None => layers.push(Layer { style, ranges: vec![range] }),
        }
    }
    layers.iter_mut().for_each(|layer| layer.ranges = joined(std::mem::take(&mut layer.ranges)));
    layers.sort_by_key(|layer| layer.style.rank());
    layers
}

/// Takes away what has no place in code and preformatted lines.
fn exclude(layers: &mut [Layer]) {
    let is_link = |style: &Style| matches!(style, Style::Link(_));
    let is_code = |style: &Style| *style == Style::Code;
    let lines = covered(layers, |style| matches!(style, Style::Preformatted(_)));
    clear(layers, &lines, |style| !style.is_block());
    let links = covered(layers, is_link);
    clear(layers, &links, is_code);
    let code = covered(layers, is_code);
    clear(layers, &code, |style| !style.is_block() && !is_link(style) && !is_code(style));
}

/// Where something has one of these styles.
fn covered(layers: &[Layer], is_one: impl Fn(&Style) -> bool) -> Vec<Range<usize>> {
    let layers = layers.iter().filter(|layer| is_one(&layer.style));
    joined(layers.flat_map(|layer| layer.ranges.iter().cloned()).collect())
}

/// Takes these styles away there.
fn clear(layers: &mut [Layer], holes: &[Range<usize>], is_one: impl Fn(&Style) -> bool) {
    for layer in layers.iter_mut().filter(|layer| is_one(&layer.style)) {
        layer.ranges = without(&layer.ranges, holes);
    }
}

/// Ranges that overlap or touch become one.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// What of the ranges is in no hole. Holes are sorted and apart.
fn without(ranges: &[Range<usize>], holes: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut left = Vec::with_capacity(ranges.len());
    for range in ranges {
        let mut start = range.start;
        let first = holes.partition_point(|hole| hole.end <= range.start);
        for hole in holes[first..].iter().take_while(|hole| hole.start < range.end) {
            if start < hole.start {
                left.push(start..hole.start);
            }
            start = hole.end;
        }
        if start < range.end {
            left.push(start..range.end);
        }
    }
    left
}

/// Where a range has to be cut so as to cross none of these spans, and have no block inside.
fn cuts(spans: &[Span], range: &Range<usize>) -> Vec<usize> {
    let is_inside = |at: &usize| range.start < *at && *at < range.end;
    let mut cuts: Vec<usize> = spans
        .iter()
        .flat_map(|span| {
            let other = span.range();
            let crosses = other.start < range.start || range.end < other.end;
            let borders =
                if crosses || span.style().is_block() { vec![other.start, other.end] } else { vec![] };
            borders.into_iter().filter(is_inside)
        })
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}
