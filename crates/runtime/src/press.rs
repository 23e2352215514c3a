//! Answering presses: at once, beside the lanes of messages.
//!
//! A Telegram client shows a pressed button as waiting until it is answered. If the turn ends soon enough, the
//! answer carries its notice; if not, it is empty. That is watched over from when the press comes in or, where no turns run,
//! from when its turn begins elsewhere.

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
const REMEMBERED: usize = 8192;

/// The presses whose turns have not ended yet.
#[derive(Debug, Default)]
pub(crate) struct Presses(Mutex<Open>);

#[derive(Debug, Default)]
struct Open {
    /// Who waits for the turn. Nobody any more if the press is answered.
    presses: HashMap<Press, Option<oneshot::Sender<Option<Notice>>>>,
    /// Those that were answered, the oldest first: the turn of a press that came in elsewhere may never end here.
    answered: VecDeque<Press>,
}

impl Presses {
    /// A press came in: it is answered when its turn ends, or when patience does. Where no turns run, others answer it.
    pub(crate) fn expect(&self, shared: &Arc<Shared>, press: Press) {
        if !shared.options.roles.has(Role::Worker) {
            return;
        }
        let Some(decision) = self.lock().expect(&press) else { return };
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

    /// The turn of a press begins. One that came in elsewhere, or before a restart, is expected from here on.
    pub(crate) fn begun(&self, shared: &Arc<Shared>, claim: &Claim) {
        if let Some(press) = press_of(claim) {
            self.expect(shared, press);
        }
    }

    /// The turn of a press ended. If patience ended before, it is answered already.
    pub(crate) fn decide(&self, claim: &Claim, notice: Option<Notice>) {
        let Some(press) = press_of(claim) else { return };
        let waiting = self.lock().presses.remove(&press);
        if let Some(Some(waiting)) = waiting {
            let _ = waiting.send(notice); // its task answers without it if patience just ended
        }
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// The press is to be answered, unless somebody waits already, or it was answered before its turn began.
    fn expect(&mut self, press: &Press) -> Option<oneshot::Receiver<Option<Notice>>> {
        if self.presses.contains_key(press) {
            return None;
        }
        let (decided, decision) = oneshot::channel();
        self.presses.insert(press.clone(), Some(decided));
        Some(decision)
    }

    /// The press is answered now. If its turn has not ended, that is remembered.
    fn answered(&mut self, press: &Press) {
        let Some(waiting) = self.presses.get_mut(press) else { return };
        *waiting = None;
        self.answered.push_back(press.clone());
        if self.answered.len() > REMEMBERED
            && let Some(oldest) = self.answered.pop_front()
            && let Some(None) = self.presses.get(&oldest)
        {
            self.presses.remove(&oldest);
        }
    }
}

fn press_of(claim: &Claim) -> Option<Press> {
    let id = claim.snapshot.event.press_id.clone()?;
    Some(Press { account: claim.account, id })
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

    fn press(number: usize) -> Press {
        Press { account: AccountId(1), id: number.to_string() }
    }

    #[test]
    fn a_press_is_answered_once_however_late_its_turn_begins() {
        let mut open = Open::default();
        let decision = open.expect(&press(1));
        assert!(decision.is_some() && open.expect(&press(1)).is_none());
        open.answered(&press(1));
        assert!(open.expect(&press(1)).is_none(), "its turn begins");
    }

    #[test]
    fn what_was_answered_is_not_remembered_for_ever() {
        let mut open = Open::default();
        for number in 0..REMEMBERED + 5 {
            open.expect(&press(number)).unwrap();
            open.answered(&press(number));
        }
        assert_eq!((open.presses.len(), open.answered.len()), (REMEMBERED, REMEMBERED));
        assert!(open.expect(&press(0)).is_some() && open.expect(&press(5)).is_none());
    }
}
