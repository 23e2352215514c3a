//! What happens as spans: for the log, and with the feature `otel` for OpenTelemetry.
//!
//! ```text
//! webhook ── ingest ── turn ── finish
//!                       └───── send ── call
//! ```
//!
//! The log names turns and sends alone. The other spans are of [a target of their own](TARGET), and there are none of them
//! without the feature. No span holds what anybody said, or a secret: they have numbers, platforms and outcomes.

#[cfg(feature = "otel")]
mod linked;
#[cfg(not(feature = "otel"))]
mod unlinked;

use tertulia_store::{Claim, OutboxRow};
use tracing::Span;

#[cfg(feature = "otel")]
pub(crate) use linked::{Origins, call, came_of, finish, ingest, webhook};
#[cfg(not(feature = "otel"))]
pub(crate) use unlinked::{Origins, call, came_of, finish, ingest, webhook};

/// The target of the spans that are not for the log.
#[cfg(feature = "otel")]
pub(crate) const TARGET: &str = "tertulia_spans";

/// A turn. It belongs to the webhook that brought its event, as far as that is known.
pub(crate) fn turn(origins: &Origins, claim: &Claim) -> Span {
    let span = tracing::info_span!("turn", event = claim.inbox, conversation = claim.conversation);
    origins.lead_to_turn(&span, claim);
    span
}

/// One call of the outbox, with everything around it. It belongs to the turn that said it, as far as that is known.
pub(crate) fn send(origins: &Origins, row: &OutboxRow) -> Span {
    let span = tracing::info_span!("send", row = row.id, chat = row.chat);
    origins.lead_to_send(&span, row);
    span
}
