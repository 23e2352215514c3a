//! Without the feature `otel`: nothing but the log wants spans.

use tertulia_core::Platform;
use tertulia_store::{Arrival, Claim, Conclusion, OutboxRow};
use tracing::Span;

pub(crate) fn webhook(_: Platform, _: usize) -> Span {
    Span::none()
}

pub(crate) fn ingest(_: usize) -> Span {
    Span::none()
}

pub(crate) fn finish() -> Span {
    Span::none()
}

pub(crate) fn call(_: Platform, _: &str) -> Span {
    Span::none()
}

pub(crate) fn came_of(_: &Span, _: &'static str) {}

/// Where nothing is linked there is nothing to remember.
#[derive(Debug, Default)]
pub(crate) struct Origins {}

#[expect(clippy::unused_self, reason = "they do something with the feature `otel`")]
impl Origins {
    pub(crate) fn note_arrivals(&self, _: &[Arrival]) {}

    pub(crate) fn note_calls(&self, _: &Conclusion) {}

    pub(super) fn lead_to_turn(&self, _: &Span, _: &Claim) {}

    pub(super) fn lead_to_send(&self, _: &Span, _: &OutboxRow) {}
}
