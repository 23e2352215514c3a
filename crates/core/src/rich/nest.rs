//! The one way to write down which stretches have which styles.

use std::cmp::Reverse;

use super::{Span, style::rank};

/// Brings spans, the outer ones first, into the order that a [`RichText`](super::RichText) holds them in. Equal
/// looks give equal spans:
///
/// - a style is within itself nowhere; where it touches itself it is one span
/// - a link or language is the innermost
/// - code and preformatted lines hold no other style; a link wins over code, for its address is worth more
/// - quotes and preformatted lines are inside of nothing but quotes, so what goes on around them is cut
/// - two spans are apart, or one is within the other; what crosses is cut, that of higher [rank] first
/// - sorted by start, the outer before the inner
pub(super) fn nest(spans: Vec<Span>) -> Vec<Span> {
    if spans.is_empty() {
        return spans;
    }
    let mut layers = layers(spans);
    exclude(&mut layers);
    for at in 0..layers.len() {
        let (below, rest) = layers.split_at_mut(at);
        rest[0] = std::mem::take(&mut rest[0]).iter().flat_map(|span| cut(span, below)).collect();
    }
    let mut nested = layers.concat();
    nested.sort_by_key(|span| (span.range().start, Reverse(span.range().end), span.style().rank()));
    nested
}

/// Everything of one rank: spans that are sorted and apart.
type Layer = Vec<Span>;

/// The layers, by rank.
fn layers(spans: Vec<Span>) -> Vec<Layer> {
    let mut layers: Vec<Layer> = vec![Vec::new(); rank::COUNT];
    for span in spans.into_iter().filter(|span| !span.range().is_empty()) {
        layers[span.style().rank()].push(span);
    }
    for several in [rank::LINES, rank::LINK] {
        layers[several] = seen(std::mem::take(&mut layers[several]));
    }
    layers.into_iter().map(joined).collect()
}

/// Takes away what has no place in code and preformatted lines.
fn exclude(layers: &mut [Layer]) {
    let mut clear = |rank: usize, holes: usize| layers[rank] = without(&layers[rank], &layers[holes]);
    clear(rank::LINK, rank::LINES);
    clear(rank::CODE, rank::LINES);
    clear(rank::CODE, rank::LINK);
    for emphasis in rank::CODE + 1..rank::COUNT {
        clear(emphasis, rank::LINES);
        clear(emphasis, rank::CODE);
    }
}

/// What is left of spans of which the later ones cover the earlier ones.
fn seen(spans: Layer) -> Layer {
    if spans.windows(2).all(|pair| pair[0].range().end <= pair[1].range().start) {
        return spans;
    }
    let mut seen: Layer = Vec::with_capacity(spans.len());
    for span in spans.into_iter().rev() {
        seen.extend(without(&[span], &seen));
        seen.sort_by_key(|span| span.range().start);
    }
    seen
}

/// What overlaps or touches, and looks the same, becomes one.
fn joined(mut spans: Layer) -> Layer {
    spans.sort_by_key(|span| span.range().start);
    let mut joined: Layer = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.range().start <= last.range().end && span.style() == last.style() => {
                let end = last.range().end.max(span.range().end);
                *last = Span::new(last.range().start..end, span.style().clone());
            }
            _ => joined.push(span),
        }
    }
    joined
}

/// What of the spans is in no hole. Holes are sorted and apart.
fn without(spans: &[Span], holes: &[Span]) -> Layer {
    let mut left = Vec::with_capacity(spans.len());
    for span in spans {
        let mut start = span.range().start;
        for hole in overlapping(holes, span) {
            if start < hole.range().start {
                left.push(Span::new(start..hole.range().start, span.style().clone()));
            }
            start = hole.range().end;
        }
        if start < span.range().end {
            left.push(Span::new(start..span.range().end, span.style().clone()));
        }
    }
    left
}

/// A span in pieces that cross nothing of these layers, and have no block inside.
fn cut(span: &Span, below: &[Layer]) -> Layer {
    let range = span.range();
    let crosses = |other: &Span| other.range().start < range.start || range.end < other.range().end;
    let others = below.iter().flat_map(|layer| overlapping(layer, span));
    let mut cuts: Vec<usize> = others
        .filter(|other| crosses(other) || other.style().is_block())
        .flat_map(|other| [other.range().start, other.range().end])
        .filter(|at| range.start < *at && *at < range.end)
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts.push(range.end);
    let mut start = range.start;
    let piece = |end| Span::new(std::mem::replace(&mut start, end)..end, span.style().clone());
    cuts.into_iter().map(piece).collect()
}

/// Those of a layer that share something with a span.
fn overlapping<'a>(layer: &'a [Span], span: &Span) -> impl Iterator<Item = &'a Span> + use<'a> {
    let range = span.range();
    let first = layer.partition_point(|other| other.range().end <= range.start);
    layer[first..].iter().take_while(move |other| other.range().start < range.end)
}
