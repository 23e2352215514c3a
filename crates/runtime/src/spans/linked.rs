//! With the feature `otel`: the spans between those of the log, and how they hang together.

use std::{
    collections::{HashMap, VecDeque},
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::{Mutex, PoisonError},
};

use opentelemetry::{
    Context,
    trace::{SpanContext, TraceContextExt as _},
};
use tertulia_core::{Event, Platform};
use tertulia_store::{Arrival, Claim, Conclusion, OutboxRow};
use tracing::{Span, field::Empty};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

use super::TARGET;

/// A request to a webhook.
pub(crate) fn webhook(platform: Platform, bytes: usize) -> Span {
    tracing::info_span!(
        target: TARGET, "webhook", otel.kind = "server", platform = platform.as_str(), bytes, outcome = Empty
    )
}

/// The commit that keeps what came in.
pub(crate) fn ingest(events: usize) -> Span {
    tracing::info_span!(target: TARGET, "ingest", events)
}

/// The commit that keeps the end of a turn.
pub(crate) fn finish() -> Span {
    tracing::info_span!(target: TARGET, "finish")
}

/// A request to a platform.
pub(crate) fn call(platform: Platform, endpoint: &str) -> Span {
    tracing::info_span!(
        target: TARGET, "call", otel.kind = "client", platform = platform.as_str(), endpoint, outcome = Empty
    )
}

/// Notes what came of a webhook or a call.
pub(crate) fn came_of(span: &Span, outcome: &'static str) {
    span.record("outcome", outcome);
}

/// How many origins are remembered: some seconds of much going on. What comes later begins a trace of its own.
const REMEMBERED: usize = 4096;

/// Which webhook brought an event, and which turn said a message.
///
/// The database does not know of traces: what waits is remembered here, and what another process left behind, or a restart,
/// begins a trace of its own. Its number, that of the event or of the row, is in both.
#[derive(Debug, Default)]
pub(crate) struct Origins(Mutex<Memory>);

#[derive(Debug, Default)]
struct Memory {
    of: HashMap<u64, SpanContext>,
    oldest: VecDeque<u64>,
}

impl Origins {
    /// These events came in within the current span.
    pub(crate) fn note_arrivals(&self, arrivals: &[Arrival]) {
        self.note(arrivals.iter().map(|arrival| key_of_event(&arrival.incoming.event)));
    }

    /// These calls were said within the current span.
    pub(crate) fn note_calls(&self, conclusion: &Conclusion) {
        let calls = match conclusion {
            Conclusion::Done(done) => &*done.calls,
            Conclusion::Dead { calls, .. } => calls,
            _ => &[],
        };
        self.note(calls.iter().map(|call| key_of_call(&call.reference)));
    }

    /// Gives a turn its parent, unless it began within the webhook itself.
    pub(super) fn lead_to_turn(&self, span: &Span, claim: &Claim) {
        if Span::current().is_none() && !span.is_none() {
            self.lead(span, key_of_event(&claim.snapshot.event));
        }
    }

    /// Gives a call its parent.
    pub(super) fn lead_to_send(&self, span: &Span, row: &OutboxRow) {
        if !span.is_none() {
            self.lead(span, key_of_call(&row.reference));
        }
    }

    fn note(&self, keys: impl Iterator<Item = u64>) {
        let current = Span::current().context().span().span_context().clone();
        if !current.is_valid() {
            return; // nobody exports spans
        }
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for key in keys {
            if memory.of.insert(key, current.clone()).is_none() {
                memory.oldest.push_back(key);
            }
        }
        while memory.oldest.len() > REMEMBERED
            && let Some(oldest) = memory.oldest.pop_front()
        {
            memory.of.remove(&oldest);
        }
    }

    fn lead(&self, span: &Span, key: u64) {
        let memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(parent) = memory.of.get(&key).cloned() else { return };
        drop(memory);
        // It fails where no span is exported, which is just as well.
        let _ = span.set_parent(Context::new().with_remote_span_context(parent));
    }
}

/// An event is known by its bytes: they say of which update, or message, they are.
fn key_of_event(event: &Event) -> u64 {
    hash("event", event.raw())
}

fn key_of_call(reference: &str) -> u64 {
    hash("call", reference)
}

fn hash(kind: &str, of: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (kind, of).hash(&mut hasher);
    hasher.finish()
}
