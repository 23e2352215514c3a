//! One call: made, understood, and what came of it kept.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use tertulia_core::{Adapter, Call, Delivery, TransportError, adapter::Scope, turn::Ambiguity};
use tertulia_store::{AccountId, Aftermath, Future, OutboxRow, Settled, Settlement, StoreError};
use tracing::Instrument as _;

use super::attach::{Attached, Unready};
use crate::{
    reports::{Kind, Private, Report},
    service::Shared,
    spans, telemetry,
};

/// After so long a message is given up.
const HOPELESS: Duration = Duration::from_secs(12 * 3600);
/// How long an account whose credentials failed waits before they are tried again.
const ACCOUNT_DOWN: Duration = Duration::from_secs(60);
/// How long a receipt is waited for that tells whether a message was sent. Nearly all come within that time.
const DOUBT: Duration = Duration::from_secs(15);

/// Why a message is not changed that was never sent, or too long ago.
const UNKNOWN: &str = "nobody knows the message any more";

const FOLLOWING: Next = Next::Following { dispatching: None };

/// What came of a call.
#[derive(Debug)]
pub(super) struct Delivered {
    pub(super) chat: i64,
    pub(super) next: Next,
    /// Whether the call did not get through to the platform. `None` if none was made.
    pub(super) trouble: Option<bool>,
}

/// How its lane goes on.
#[derive(Debug)]
pub(super) enum Next {
    /// With the following call: that one, if it is noted already that it is about to be made.
    Following { dispatching: Option<i64> },
    /// With the same call, not before that time.
    Again { at: Timestamp, counted: bool },
    /// With the same call, once the account may go on.
    AccountWaits(Timestamp),
    /// With the call that is to be made instead of it.
    Instead,
    /// With the same call, unless a receipt comes before that time which proves that it was made.
    Doubt(Timestamp),
    /// With the same call, to the group's new id.
    Moved(String),
    /// With the following call, as this one is for others to make; or with the same, if it was given out anew meanwhile.
    Left(Arc<OutboxRow>),
    /// With what came after that number: the chat cannot be reached, everything before was set aside.
    Gone { last: Option<i64> },
}

/// Makes the call. When this returns, what came of it is kept.
pub(super) async fn deliver(
    shared: Arc<Shared>,
    account: usize,
    row: Arc<OutboxRow>,
    waited: bool,
) -> Delivered {
    let sending = Sending { shared: &shared, account, row: &row };
    let counts = sending.adapter().counts(&row.call);
    if row.uncertain
        && counts
        && let Some(delivered) = sending.resolve(waited).await
    {
        return delivered;
    }
    let files = match sending.attach().await {
        Ok(files) => files,
        Err(Unready::Uploaded) => {
            let next = Next::Again { at: shared.clock.now(), counted: false };
            return Delivered { chat: row.chat, next, trouble: Some(false) };
        }
        Err(Unready::Failed(delivery, trouble)) => return sending.end(delivery, trouble).await,
    };
    if counts && !row.dispatching {
        // From here on it is known, whatever happens, that the message may have been sent.
        let mark = || shared.store.mark_dispatching(vec![row.id]);
        let marked = sending.keep("a call could not be marked yet", mark).await;
        if !marked.is_some_and(|marked| marked.contains(&row.id)) {
            // A receipt has settled it, or another process sends for the account: then it is that one's to make.
            tracing::info!(row = row.id, "a call is left to others");
            return Delivered { chat: row.chat, next: Next::Left(Arc::clone(&row)), trouble: None };
        }
    }
    let begun = shared.clock.now();
    let span = spans::call(sending.adapter().platform(), &row.call.endpoint);
    let (delivery, trouble) = sending.call(&files).instrument(span.clone()).await;
    spans::came_of(&span, outcome(&delivery));
    sending.count(&delivery, begun);
    sending.end(sending.doubt_old(delivery, &files).await, trouble).await
}

/// What came of a call, in a word.
pub(super) fn outcome(delivery: &Delivery) -> &'static str {
    match delivery {
        Delivery::Sent(_) => "sent",
        Delivery::RetryAfter { .. } => "limited",
        Delivery::Retry(_) => "retried",
        Delivery::MaybeSent(_) => "maybe_sent",
        Delivery::AccountDown(_) => "account_down",
        Delivery::Unreachable(_) => "unreachable",
        Delivery::WindowClosed(_) => "window_closed",
        Delivery::Moved(_) => "moved",
        _ => "rejected",
    }
}

/// The call was certainly not taken: after a restart nobody is in doubt about it.
fn refused(not_before: Timestamp, error: impl Into<String>) -> Settled {
    Settled::Later { not_before, error: error.into() }
}

/// One call on its way.
pub(super) struct Sending<'a> {
    pub(super) shared: &'a Shared,
    account: usize,
    pub(super) row: &'a OutboxRow,
}

impl Sending<'_> {
    pub(super) fn adapter(&self) -> &Arc<dyn Adapter> {
        self.shared.adapter(&self.shared.accounts[self.account])
    }

    pub(super) fn account_id(&self) -> AccountId {
        self.shared.accounts[self.account].id
    }

    pub(super) fn native(&self) -> &str {
        &self.shared.accounts[self.account].native
    }

    /// Keeps what became of the call, and tells how its lane goes on.
    async fn end(&self, delivery: Delivery, trouble: bool) -> Delivered {
        let (mut next, outcome) = self.judge(delivery);
        let aftermath = self.settle(outcome).await;
        match &mut next {
            Next::Following { dispatching } => *dispatching = aftermath.dispatching,
            Next::Gone { last } => *last = aftermath.buried,
            _ => {}
        }
        Delivered { chat: self.row.chat, next, trouble: Some(trouble) }
    }

    /// The call may have been made already: waits for a receipt where there are some, else follows the message's
    /// policy. `None` if it is to be made again.
    async fn resolve(&self, waited: bool) -> Option<Delivered> {
        let row = self.row;
        let delivered = |next| Some(Delivered { chat: row.chat, next, trouble: None });
        if self.adapter().returns_references() && !waited {
            return delivered(Next::Doubt(self.shared.clock.now() + DOUBT));
        }
        if row.ambiguity == Ambiguity::MaybeNever {
            tracing::warn!(row = row.id, "a message may have been sent; it is not to be sent twice");
            self.settle(Settled::Lost("nobody can tell whether it was sent".to_owned())).await;
            return delivered(FOLLOWING);
        }
        tracing::warn!(row = row.id, "a message may have been sent; it is sent again");
        telemetry::possible_duplicate(self.adapter().platform());
        None
    }

    /// Makes the call. The second value tells whether it did not get through.
    async fn call(&self, files: &Attached) -> (Delivery, bool) {
        let (adapter, row) = (self.adapter(), self.row);
        let about = match &row.about {
            Some(reference) => match self.about(reference).await {
                Some(call) => Some(call),
                None if row.instead.is_some() => return (Delivery::Rejected(UNKNOWN.to_owned()), false),
                None => return (Delivery::Sent(None), false),
            },
            None => None,
        };
        let call = about.as_ref().unwrap_or(&row.call);
        let moved = row.group.as_deref().and_then(|group| adapter.readdress(call, group));
        let call = moved.as_ref().unwrap_or(call);
        let named = (!row.files.is_empty()).then(|| files.name(call));
        let call = named.as_ref().unwrap_or(call);
        let Some(request) = self.request(call, files) else {
            return (Delivery::Rejected("the account is no longer configured".to_owned()), false);
        };
        match self.shared.http.send(request).await {
            Ok(response) => {
                let delivery = adapter.interpret(call, &response);
                if matches!(delivery, Delivery::Sent(_)) {
                    self.note_kept(call, files, &response).await;
                }
                (delivery, response.status >= 500)
            }
            Err(TransportError::NotSent(error)) => (Delivery::Retry(error), true),
            Err(error) => (Delivery::MaybeSent(error.to_string()), true),
        }
    }

    /// The call, about the earlier message with that reference. `None` if that was never sent, or too long ago: then there
    /// is nothing to do. It is settled in any case, as it stood before this call in the same lane.
    async fn about(&self, reference: &str) -> Option<Call> {
        let look_up = || self.shared.store.message_id(self.account_id(), reference.to_owned());
        let id = self.keep("the message that a call is about could not be looked up yet", look_up).await??;
        self.adapter().about(&self.row.call, &id)
    }

    pub(super) fn count(&self, delivery: &Delivery, begun: Timestamp) {
        let platform = self.adapter().platform();
        let time = self.shared.clock.now().duration_since(begun);
        telemetry::call_time(platform, time.try_into().unwrap_or_default());
        telemetry::call(platform, outcome(delivery));
    }

    /// What follows from an answer, for the lane and for the store.
    fn judge(&self, delivery: Delivery) -> (Next, Settled) {
        let row = self.row;
        let now = self.shared.clock.now();
        let account = &self.shared.accounts[self.account].native;
        let platform = self.adapter().platform();
        match delivery {
            Delivery::Sent(id) => {
                // What nobody will ever name is not remembered.
                let id = id.filter(|_| row.named || self.adapter().sends_receipts());
                (FOLLOWING, Settled::Sent(id))
            }
            Delivery::RetryAfter { after, scope: Scope::Account } => {
                tracing::warn!(%platform, account, ?after, "the platform asks the account to wait");
                (Next::AccountWaits(now + after), refused(now + after, "too fast for the account"))
            }
            Delivery::RetryAfter { after, .. } => {
                tracing::warn!(%platform, chat = row.chat, ?after, "the platform asks the chat to wait");
                let settled = refused(now + after, "too fast for the chat");
                (Next::Again { at: now + after, counted: false }, settled)
            }
            Delivery::Retry(error) => self.again(now, error),
            Delivery::MaybeSent(error) => self.maybe_sent(now, error),
            Delivery::AccountDown(error) => {
                tracing::error!(%platform, account, error, "the account's credentials are refused; its messages wait");
                self.report(Kind::CredentialsRefused, &error);
                (Next::AccountWaits(now + ACCOUNT_DOWN), refused(now + ACCOUNT_DOWN, error))
            }
            Delivery::Unreachable(error) => {
                tracing::info!(%platform, chat = row.chat, error, "the person cannot be reached any more");
                (Next::Gone { last: None }, Settled::Unreachable { chat: row.chat, reason: error })
            }
            Delivery::Moved(group) => {
                tracing::info!(%platform, chat = row.chat, "the group has another id");
                (Next::Moved(group.clone()), Settled::Moved(group))
            }
            Delivery::Rejected(error) if row.instead.is_some() => {
                tracing::info!(%platform, row = row.id, error, "a message cannot be changed; it is said anew");
                (Next::Instead, Settled::Instead(error))
            }
            Delivery::WindowClosed(error) | Delivery::Rejected(error) => {
                tracing::error!(%platform, row = row.id, error, "a message was refused; set aside");
                self.report(Kind::CallSetAside, &error);
                (FOLLOWING, Settled::Dead(error))
            }
            other => {
                tracing::error!(%platform, row = row.id, ?other, "an answer that means nothing here; set aside");
                let error = format!("{other:?}");
                self.report(Kind::CallSetAside, &error);
                (FOLLOWING, Settled::Dead(error))
            }
        }
    }

    /// Tells an operator of a call that did not succeed and will not by itself.
    fn report(&self, kind: Kind, error: &str) {
        let report = || {
            Report::new(kind, error)
                .of(self.adapter().platform(), Some(self.native()))
                .without(Private::of_call(self.row))
        };
        self.shared.reports.tell(self.shared.clock.now(), report);
    }

    /// The connection broke while the call was under way.
    fn maybe_sent(&self, now: Timestamp, error: String) -> (Next, Settled) {
        let row = self.row;
        if !self.adapter().counts(&row.call) {
            return self.again(now, error); // nobody minds being shown typing twice
        }
        if self.adapter().returns_references() {
            tracing::warn!(row = row.id, error, "a message may have been sent; a receipt will tell");
            let until = now + DOUBT;
            return (Next::Doubt(until), Settled::Uncertain { until, error });
        }
        if row.ambiguity == Ambiguity::MaybeNever {
            tracing::warn!(row = row.id, error, "a message may have been sent; it is not to be sent twice");
            return (FOLLOWING, Settled::Lost(error));
        }
        tracing::warn!(row = row.id, error, "a message may have been sent; it is sent again");
        telemetry::possible_duplicate(self.adapter().platform());
        self.again(now, error)
    }

    /// The same call again after a pause, unless it has been hopeless for long.
    fn again(&self, now: Timestamp, error: String) -> (Next, Settled) {
        let row = self.row;
        if now.duration_since(row.created) > HOPELESS.try_into().unwrap_or_default() {
            tracing::error!(row = row.id, error, "a message was given up");
            self.report(Kind::CallSetAside, &error);
            return (FOLLOWING, Settled::Dead(error));
        }
        let wait =
            self.shared.dice.backoff(row.attempts, Duration::from_millis(500), Duration::from_secs(60));
        let not_before = now + wait;
        tracing::warn!(
            row = row.id,
            attempt = row.attempts + 1,
            error,
            "a message was not sent; it is tried again"
        );
        (Next::Again { at: not_before, counted: true }, Settled::Later { not_before, error })
    }

    /// Keeps what came of a call. Until that is done the lane does not go on, or a crash could repeat more than one
    /// message.
    async fn settle(&self, outcome: Settled) -> Aftermath {
        let then_next = self.shared.accounts[self.account].inflow.flowing();
        let settlement = Settlement { row: self.row.id, at: self.shared.clock.now(), outcome, then_next };
        let settle = || self.shared.store.settle(vec![settlement.clone()]);
        let kept = self.keep("what came of a call could not be kept yet", settle).await;
        kept.and_then(|kept| kept.first().copied()).unwrap_or_default()
    }

    /// Has the store keep something, however long it is away. `None` if it was closed.
    pub(super) async fn keep<'s, T>(
        &self,
        trouble: &str,
        work: impl Fn() -> Future<'s, T> + Send,
    ) -> Option<T> {
        let mut failures = 0;
        loop {
            let error = match work().await {
                Ok(kept) => return Some(kept),
                Err(error) => error,
            };
            tracing::error!(row = self.row.id, %error, "{trouble}");
            self.shared.reports.store_failed(self.shared.clock.now(), &error);
            if matches!(error, StoreError::Closed) {
                return None;
            }
            let wait = self.shared.dice.backoff(failures, Duration::from_millis(100), Duration::from_secs(5));
            self.shared.clock.sleep_until(self.shared.clock.now() + wait).await;
            failures += 1;
        }
    }
}
