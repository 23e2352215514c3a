//! Answering presses: at once, beside the lanes of messages.
//!
//! A Telegram client shows a pressed button as waiting until it is answered. If the turn ends soon enough, the
//! answer carries its notice; if not, it is empty. The process that took the press watches over that, if it runs turns;
//! whoever runs the turn of a press that came in elsewhere answers it then.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tertulia_core::adapter::Notice;
use tertulia_store::{AccountId, Arrival, Claim};
use tokio::sync::oneshot;

use crate::{roles::Role, service::Shared};

/// How long a turn has to come up with a notice. The whole answer is due after a second.
const PATIENCE: Duration = Duration::from_millis(800);

/// A press that wants an answer.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(crate) struct Press {
    account: AccountId,
    id: String,
}

/// How many presses are remembered that were answered before their turns ended.
const LATE: usize = 1024;

/// The presses whose turns have not ended yet.
#[derive(Debug, Default)]
pub(crate) struct Presses(Mutex<Open>);

#[derive(Debug, Default)]
struct Open {
    /// Who waits for the turn.
    expected: HashMap<Press, oneshot::Sender<Option<Notice>>>,
    /// The newest of those that were answered without waiting any longer.
    late: VecDeque<Press>,
}

impl Presses {
    /// A press came in: it is answered when its turn ends, or when patience does. Where no turns run, others answer.
    pub(crate) fn expect(&self, shared: &Arc<Shared>, press: Press) {
        if !shared.options.roles.has(Role::Work) {
            return;
        }
        let (decided, decision) = oneshot::channel();
        self.lock().expected.insert(press.clone(), decided);
        let shared = Arc::clone(shared);
        tokio::spawn(async move {
            let deadline = shared.clock.now() + PATIENCE;
            let notice = tokio::select! {
                biased;
                notice = decision => notice.unwrap_or_default(),
                () = shared.clock.sleep_until(deadline) => None,
            };
            shared.presses.lock().answered(&press);
            answer(&shared, &press, notice.as_ref()).await;
        });
    }

    /// The turn of a press ended.
    pub(crate) fn decide(&self, shared: &Arc<Shared>, claim: &Claim, notice: Option<Notice>) {
        let Some(id) = claim.snapshot.event.press_id.clone() else { return };
        let press = Press { account: claim.account, id };
        let (waiting, late) = self.lock().decided(&press);
        match waiting {
            Some(waiting) => _ = waiting.send(notice), // its task answers without it if patience just ended
            // It came in elsewhere, or before a restart.
            None if !late => {
                let shared = Arc::clone(shared);
                tokio::spawn(async move { answer(&shared, &press, notice.as_ref()).await });
            }
            None => {}
        }
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// The press is answered now. If its turn has not ended, it is remembered.
    fn answered(&mut self, press: &Press) {
        if self.expected.remove(press).is_some() {
            if self.late.len() == LATE {
                self.late.pop_front();
            }
            self.late.push_back(press.clone());
        }
    }

    /// The turn of a press ended: who waits for it, and whether it was answered already.
    fn decided(&mut self, press: &Press) -> (Option<oneshot::Sender<Option<Notice>>>, bool) {
        let waiting = self.expected.remove(press);
        let late = self.late.iter().position(|late| late == press);
        (waiting, late.and_then(|at| self.late.remove(at)).is_some())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_that_was_answered_is_not_answered_again_when_its_turn_ends() {
        let press = Press { account: AccountId(1), id: "77".to_owned() };
        let mut open = Open::default();
        open.expected.insert(press.clone(), oneshot::channel().0);
        open.answered(&press);
        let (waiting, late) = open.decided(&press);
        assert!(waiting.is_none() && late);
        assert!(open.late.is_empty(), "it is forgotten then");
    }

    #[test]
    fn a_press_that_was_decided_in_time_is_not_late() {
        let press = Press { account: AccountId(1), id: "77".to_owned() };
        let mut open = Open::default();
        open.expected.insert(press.clone(), oneshot::channel().0);
        let (waiting, late) = open.decided(&press);
        assert!(waiting.is_some() && !late);
        open.answered(&press);
        let (waiting, late) = open.decided(&press);
        assert!(waiting.is_none() && !late, "as one that came in elsewhere");
    }
}
