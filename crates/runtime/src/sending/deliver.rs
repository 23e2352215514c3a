//! One call: made, understood, and what came of it kept.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use tertulia_core::{Delivery, TransportError, adapter::Scope};
use tertulia_store::{OutboxRow, Settled, Settlement, StoreError};

use crate::{backoff::backoff, service::Shared};

/// After so long a message is given up.
const HOPELESS: Duration = Duration::from_secs(12 * 3600);
/// How long an account whose credentials failed waits before they are tried again.
const ACCOUNT_DOWN: Duration = Duration::from_secs(60);

/// What came of a call.
#[derive(Debug)]
pub(super) struct Delivered {
    pub(super) chat: i64,
    pub(super) next: Next,
}

/// How its lane goes on.
#[derive(Debug)]
pub(super) enum Next {
    /// With the following call.
    Following,
    /// With the same call, not before that time.
    Again { at: Timestamp, counted: bool },
    /// With the same call, once the account may go on.
    AccountWaits(Timestamp),
    /// Not at all.
    LaneGone,
}

/// Makes the call. When this returns, what came of it is kept.
pub(super) async fn deliver(shared: Arc<Shared>, account: usize, row: Arc<OutboxRow>) -> Delivered {
    let delivery = call(&shared, account, &row).await;
    let chat = row.chat;
    let now = shared.clock.now();
    let platform = shared.adapter(&shared.accounts[account]).platform();
    let (next, settled) = match delivery {
        Delivery::Sent(id) => (Next::Following, Some(Settled::Sent(id))),
        Delivery::RetryAfter { after, scope: Scope::Account } => {
            tracing::warn!(%platform, ?after, "the platform asks the account to wait");
            (Next::AccountWaits(now + after), None)
        }
        Delivery::RetryAfter { after, .. } => {
            tracing::warn!(%platform, ?after, chat, "the platform asks the chat to wait");
            (Next::Again { at: now + after, counted: false }, None)
        }
        Delivery::Retry(error) => again(&row, now, error),
        Delivery::MaybeSent(error) => {
            tracing::warn!(%platform, row = row.id, error, "a message may have been sent; it is sent again");
            again(&row, now, error)
        }
        Delivery::AccountDown(error) => {
            tracing::error!(%platform, account = shared.accounts[account].native, error, "the account's credentials are refused; its messages wait");
            (Next::AccountWaits(now + ACCOUNT_DOWN), None)
        }
        Delivery::Unreachable(error) => {
            tracing::info!(%platform, chat, error, "the person cannot be reached any more");
            (Next::LaneGone, Some(Settled::Unreachable(error)))
        }
        Delivery::WindowClosed(error) | Delivery::Rejected(error) => {
            tracing::error!(%platform, row = row.id, error, "a message was refused; set aside");
            (Next::Following, Some(Settled::Dead(error)))
        }
        other => {
            tracing::error!(%platform, row = row.id, ?other, "an answer that means nothing here; the message is set aside");
            (Next::Following, Some(Settled::Dead(format!("{other:?}"))))
        }
    };
    if let Some(outcome) = settled {
        settle(&shared, Settlement { row: row.id, at: now, outcome }).await;
    }
    Delivered { chat, next }
}

async fn call(shared: &Shared, account: usize, row: &OutboxRow) -> Delivery {
    let account = &shared.accounts[account];
    let adapter = shared.adapter(account);
    let Some(request) = adapter.request(&account.native, &row.call) else {
        return Delivery::Rejected("the account is no longer configured".to_owned());
    };
    match shared.http.send(request).await {
        Ok(response) => adapter.interpret(&row.call, &response),
        Err(TransportError::NotSent(error)) => Delivery::Retry(error),
        Err(error) => Delivery::MaybeSent(error.to_string()),
    }
}

/// The same call again after a pause, unless it has been hopeless for long.
fn again(row: &OutboxRow, now: Timestamp, error: String) -> (Next, Option<Settled>) {
    if now.duration_since(row.created) > HOPELESS.try_into().unwrap_or_default() {
        tracing::error!(row = row.id, error, "a message was given up");
        return (Next::Following, Some(Settled::Dead(error)));
    }
    let at = now + backoff(row.attempts, Duration::from_millis(500), Duration::from_secs(60));
    tracing::warn!(
        row = row.id,
        attempt = row.attempts + 1,
        error,
        "a message was not sent; it is tried again"
    );
    (Next::Again { at, counted: true }, Some(Settled::Later { not_before: at, error }))
}

/// Keeps what came of a call. Until that is done the lane does not go on, or a crash could repeat more than one
/// message.
async fn settle(shared: &Shared, settlement: Settlement) {
    let mut failures = 0;
    while let Err(error) = shared.store.settle(vec![settlement.clone()]).await {
        tracing::error!(row = settlement.row, %error, "what came of a call could not be kept yet");
        if matches!(error, StoreError::Closed) {
            break;
        }
        let wait = backoff(failures, Duration::from_millis(100), Duration::from_secs(5));
        shared.clock.sleep_until(shared.clock.now() + wait).await;
        failures += 1;
    }
}
