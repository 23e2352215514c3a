//! What comes in: checked, read, stored, and only then acknowledged.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use tertulia_core::{Incoming, Parsed, Platform, payload::token_of, receipt::Receipt};
use tertulia_store::{AccountId, Arrival, DeadLetter, Ingested, Received, Reconciled, StoreError};

use tracing::Instrument as _;

use crate::{
    reports::{Kind, Private, Report},
    roles::Role,
    service::Shared,
    spans, telemetry, turns,
};

/// The longest event that is handled. Platforms' own are a few KiB, the longest of them, with long forms or many
/// products, some tens of KiB; events wait in memory for their turn, so what they may take has to be bounded.
const LONGEST_EVENT: usize = 256 << 10;

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

impl Acknowledgement {
    /// Its name.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Stored => "stored",
            Self::Unauthorized => "unauthorized",
            Self::Unavailable => "unavailable",
        }
    }

    /// The status it is told by.
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::Stored => StatusCode::OK,
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

/// Takes a webhook's body.
pub(crate) async fn receive(
    shared: &Arc<Shared>,
    channel: usize,
    headers: &HeaderMap,
    body: Bytes,
) -> Acknowledgement {
    let span = spans::webhook(shared.channels[channel].adapter.platform(), body.len());
    let answer = take(shared, channel, headers, body).instrument(span.clone()).await;
    spans::came_of(&span, answer.as_str());
    answer
}

async fn take(shared: &Arc<Shared>, channel: usize, headers: &HeaderMap, body: Bytes) -> Acknowledgement {
    let adapter = &shared.channels[channel].adapter;
    let platform = adapter.platform();
    let Ok(verified) = adapter.verify(headers, &body) else {
        tracing::warn!(%platform, bytes = body.len(), "a webhook that the platform did not sign was refused");
        telemetry::webhook(platform, "unauthorized");
        return Acknowledgement::Unauthorized;
    };
    let now = shared.clock.now();
    let (mut arrivals, mut dead, mut receipts) = (Vec::new(), Vec::new(), Vec::new());
    let parsed = adapter.parse(&verified, &body);
    drop(body); // whatever is to be kept of it was copied
    for parsed in parsed {
        match parsed {
            Parsed::Event(incoming) if incoming.event.raw().len() > LONGEST_EVENT => {
                let reason = format!(
                    "an event of {} bytes; the longest is {LONGEST_EVENT}",
                    incoming.event.raw().len()
                );
                tracing::error!(%platform, reason, "an event is set aside");
                let report =
                    || Report::new(Kind::WebhookSetAside, &*reason).of(platform, Some(&incoming.account));
                shared.reports.tell(now, report);
                telemetry::event(platform, "unread");
                dead.push(DeadLetter { at: now, platform, reason, body: incoming.event.raw().into() });
            }
            Parsed::Event(incoming) => arrivals.extend(shared.arrival(channel, *incoming, now)),
            Parsed::Broken(broken) => {
                tracing::error!(%platform, reason = broken.reason, "a webhook could not be read; set aside");
                let private = || Private::of_json(&String::from_utf8_lossy(&broken.body));
                let report = || Report::new(Kind::WebhookSetAside, &*broken.reason).of(platform, None);
                shared.reports.tell(now, || report().without(private()));
                telemetry::event(platform, "unread");
                dead.push(DeadLetter { at: now, platform, reason: broken.reason, body: broken.body });
            }
            Parsed::Receipt(receipt) => {
                let account = shared.account_named(channel, &receipt.account);
                receipts.extend(account.map(|account| (account.id, timed(receipt, now))));
            }
            Parsed::Moved(moved) => {
                if let Some(account) = shared.account_named(channel, &moved.account)
                    && let Err(error) = shared.store.move_group(account.id, moved.from, moved.to).await
                {
                    tracing::error!(%platform, %error, "a group's new id could not be stored");
                    shared.reports.store_failed(now, &error);
                    return Acknowledgement::Unavailable;
                }
            }
            _ => {}
        }
    }
    // In a task of its own, so that it goes on if the platform hangs up: what is stored is also told to those who wait.
    let own = Arc::clone(shared);
    let span = spans::ingest(arrivals.len());
    let storing = async move { store(&own, platform, arrivals, dead, receipts).await };
    let stored = tokio::spawn(storing.instrument(span).in_current_span()).await;
    match stored.unwrap_or_else(|panic| Err(StoreError::Unavailable(panic.to_string()))) {
        Ok(()) => {
            shared.reports.store_works(now);
            telemetry::webhook(platform, "stored");
            Acknowledgement::Stored
        }
        Err(error) => {
            tracing::error!(%platform, %error, "a webhook could not be stored");
            shared.reports.store_failed(now, &error);
            telemetry::webhook(platform, "unavailable");
            Acknowledgement::Unavailable
        }
    }
}

async fn store(
    shared: &Arc<Shared>,
    platform: Platform,
    arrivals: Vec<Arrival>,
    dead: Vec<DeadLetter>,
    receipts: Vec<(AccountId, Receipt)>,
) -> Result<(), StoreError> {
    if !receipts.is_empty() {
        let prices: Vec<_> = receipts.iter().map(|(_, receipt)| receipt.price.clone()).collect();
        let Received { reconciled, arrived, .. } =
            shared.store.receipts(receipts, shared.clock.now()).await?;
        for price in arrived.into_iter().filter_map(|place| prices.get(place)?.clone()) {
            telemetry::priced(platform, price);
        }
        for Reconciled { account, row, chat } in reconciled {
            if let Some(account) = shared.account(account) {
                tracing::debug!(row, chat, "a receipt proves that a message was sent");
                account.inflow.prove(chat, row);
            }
        }
        shared.work_waits(); // a message that failed is an event
    }
    if !dead.is_empty() {
        shared.store.bury(dead).await?;
    }
    if arrivals.is_empty() {
        return Ok(());
    }
    // With room for them, what comes in is claimed in the same commit and runs at once.
    let works = shared.options.roles.has(Role::Worker);
    let mut room = works.then(|| shared.turns.room(arrivals.len())).flatten();
    shared.origins.note_arrivals(&arrivals);
    let presses: Vec<_> = arrivals.iter().map(|arrival| shared.press_of(arrival)).collect();
    for (ingested, press) in shared.store.ingest(arrivals, room.is_some()).await?.into_iter().zip(presses) {
        match ingested {
            Ingested::Stored(claim) => {
                telemetry::event(platform, "stored");
                if let Some(press) = press {
                    shared.presses.expect(shared, press);
                }
                match (claim, room.as_mut().and_then(|room| room.split(1))) {
                    (Some(claim), Some(permit)) => turns::begin(Arc::clone(shared), *claim, permit),
                    _ => shared.work_waits(),
                }
            }
            Ingested::Duplicate => {
                telemetry::event(platform, "duplicate");
                tracing::debug!("a redelivered event was dropped");
            }
            _ => {}
        }
    }
    Ok(())
}

/// A receipt without a time of its own has that of its arrival.
fn timed(mut receipt: Receipt, now: Timestamp) -> Receipt {
    if receipt.at == Timestamp::UNIX_EPOCH {
        receipt.at = now;
    }
    receipt
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
        Some(Arrival { account, incoming, at: now, token, groups: self.program.groups() })
    }
}
