//! What comes in: checked, read, stored, and only then acknowledged.

use std::sync::Arc;

use bytes::Bytes;
use http::HeaderMap;
use jiff::Timestamp;
use tertulia_core::{Incoming, Parsed, payload::token_of};
use tertulia_store::{Arrival, DeadLetter, Ingested, StoreError};

use crate::{service::Shared, turns};

/// What a webhook is answered with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Acknowledgement {
    /// It is stored.
    Stored,
    /// It is not from the platform.
    Unauthorized,
    /// It cannot be stored now; the platform delivers it again.
    Unavailable,
}

/// Takes a webhook's body.
pub(crate) async fn receive(
    shared: &Arc<Shared>,
    channel: usize,
    headers: &HeaderMap,
    body: Bytes,
) -> Acknowledgement {
    let adapter = &shared.channels[channel].adapter;
    let platform = adapter.platform();
    let Ok(verified) = adapter.verify(headers, &body) else {
        tracing::warn!(%platform, bytes = body.len(), "a webhook that the platform did not sign was refused");
        return Acknowledgement::Unauthorized;
    };
    let now = shared.clock.now();
    let (mut arrivals, mut dead) = (Vec::new(), Vec::new());
    for parsed in adapter.parse(&verified, &body) {
        match parsed {
            Parsed::Event(incoming) => arrivals.extend(shared.arrival(channel, *incoming, now)),
            Parsed::Broken(broken) => {
                tracing::error!(%platform, reason = broken.reason, "a webhook could not be read; set aside");
                dead.push(DeadLetter { at: now, platform, reason: broken.reason, body: broken.body });
            }
            _ => {}
        }
    }
    match store(shared, arrivals, dead).await {
        Ok(()) => Acknowledgement::Stored,
        Err(error) => {
            tracing::error!(%platform, %error, "a webhook could not be stored");
            Acknowledgement::Unavailable
        }
    }
}

async fn store(
    shared: &Arc<Shared>,
    arrivals: Vec<Arrival>,
    dead: Vec<DeadLetter>,
) -> Result<(), StoreError> {
    if !dead.is_empty() {
        shared.store.bury(dead).await?;
    }
    if arrivals.is_empty() {
        return Ok(());
    }
    // With room for them, what comes in is claimed in the same commit and runs at once.
    let mut room = shared.turns.room(arrivals.len());
    let presses: Vec<_> = arrivals.iter().map(|arrival| shared.press_of(arrival)).collect();
    for (ingested, press) in shared.store.ingest(arrivals, room.is_some()).await?.into_iter().zip(presses) {
        match ingested {
            Ingested::Stored(claim) => {
                if let Some(press) = press {
                    shared.presses.expect(shared, press);
                }
                match (claim, room.as_mut().and_then(|room| room.split(1))) {
                    (Some(claim), Some(permit)) => turns::begin(Arc::clone(shared), *claim, permit),
                    _ => shared.turns.wake(),
                }
            }
            Ingested::Duplicate => tracing::debug!("a redelivered event was dropped"),
            _ => {}
        }
    }
    Ok(())
}

impl Shared {
    /// An event for the store; `None` for what starts no turn.
    fn arrival(&self, channel: usize, mut incoming: Incoming, now: Timestamp) -> Option<Arrival> {
        if !incoming.event.starts_turn() || incoming.sender.is_none() {
            return None;
        }
        let account = self.account_named(channel, &incoming.account)?.id;
        if incoming.event.at == Timestamp::UNIX_EPOCH {
            incoming.event.at = now; // the platform did not tell
        }
        let token = incoming.event.payload().and_then(token_of);
        Some(Arrival { account, incoming, at: now, token })
    }
}
