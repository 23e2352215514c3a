//! Answering presses: at once, beside the lanes of messages.
//!
//! A Telegram client shows a pressed button as waiting until it is answered. If the turn ends soon enough, the
//! answer carries its notice; if not, it is empty.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tertulia_core::adapter::Notice;
use tertulia_store::{AccountId, Arrival, Claim};
use tokio::sync::oneshot;

use crate::service::Shared;

/// How long a turn has to come up with a notice. The whole answer is due after a second.
const PATIENCE: Duration = Duration::from_millis(800);

/// A press that wants an answer.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(crate) struct Press {
    account: AccountId,
    id: String,
}

/// The presses whose turns have not ended yet.
#[derive(Debug, Default)]
pub(crate) struct Presses(Mutex<HashMap<Press, oneshot::Sender<Option<Notice>>>>);

impl Presses {
    /// A press came in: it is answered when its turn ends, or when patience does.
    pub(crate) fn expect(&self, shared: &Arc<Shared>, press: Press) {
        let (decided, decision) = oneshot::channel();
        self.lock().insert(press.clone(), decided);
        let shared = Arc::clone(shared);
        tokio::spawn(async move {
            let deadline = shared.clock.now() + PATIENCE;
            let notice = tokio::select! {
                biased;
                notice = decision => notice.unwrap_or_default(),
                () = shared.clock.sleep_until(deadline) => None,
            };
            shared.presses.lock().remove(&press);
            answer(&shared, &press, notice.as_ref()).await;
        });
    }

    /// The turn of a press ended.
    pub(crate) fn decide(&self, shared: &Arc<Shared>, claim: &Claim, notice: Option<Notice>) {
        let Some(id) = claim.snapshot.event.press_id.clone() else { return };
        let press = Press { account: claim.account, id };
        let waiting = self.lock().remove(&press);
        match waiting {
            Some(waiting) => _ = waiting.send(notice), // its task answers without it if patience just ended
            // Nobody answered it in this process: it came in before a restart.
            None if claim.attempts > 1 => {
                let shared = Arc::clone(shared);
                tokio::spawn(async move { answer(&shared, &press, notice.as_ref()).await });
            }
            None => {}
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Press, oneshot::Sender<Option<Notice>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shared {
    /// The press of an arrival, if it wants an answer.
    pub(crate) fn press_of(&self, arrival: &Arrival) -> Option<Press> {
        let id = arrival.incoming.event.press_id.clone()?;
        Some(Press { account: arrival.account, id })
    }
}

/// One call, not repeated: an answer that comes late is of no use.
async fn answer(shared: &Shared, press: &Press, notice: Option<&Notice>) {
    let Some(account) = shared.account(press.account) else { return };
    let adapter = shared.adapter(account);
    let Some(call) = adapter.answer_press(&press.id, notice) else { return };
    let Some(request) = adapter.request(&account.native, &call) else { return };
    match shared.http.send(request).await {
        Ok(response) => {
            let delivery = adapter.interpret(&call, &response);
            tracing::debug!(platform = %adapter.platform(), ?delivery, "press answered");
        }
        Err(error) => tracing::warn!(platform = %adapter.platform(), %error, "a press was not answered"),
    }
}
