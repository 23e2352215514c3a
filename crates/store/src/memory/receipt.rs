//! What platforms tell about messages that were sent.

use tertulia_core::{
    EventKind,
    event::Undelivered,
    receipt::{About, Receipt, Status},
};

use super::durable::Durable;
use crate::{AccountId, Reconciled, rules::time::millis};

impl Durable {
    /// Keeps what a receipt tells. If it proves that a call was made of which nobody knew, that call is given.
    pub(super) fn receive(&mut self, account: AccountId, receipt: Receipt, now: i64) -> Option<Reconciled> {
        let Receipt { about, status, at, .. } = receipt;
        match about {
            About::Message { id, reference } => {
                let reconciled =
                    reference.and_then(|reference| self.reconcile(account, &reference, &id, now));
                self.advance(account, id, status, now);
                reconciled
            }
            About::Everything(alias) => {
                self.people.advance(account, alias, &status, millis(at));
                None
            }
            _ => None,
        }
    }

    /// A message with this reference is known to the platform: its call was made, whatever we knew of it.
    fn reconcile(
        &mut self,
        account: AccountId,
        reference: &str,
        platform_id: &str,
        now: i64,
    ) -> Option<Reconciled> {
        let row = self.outbox.find(account, reference)?;
        let chat = self.outbox.origin(row)?.chat;
        self.sent(row, Some(platform_id.to_owned()), now);
        Some(Reconciled { account, row, chat })
    }

    /// Moves a message on to a status. It never goes back.
    fn advance(&mut self, account: AccountId, platform_id: String, status: Status, now: i64) {
        let advanced = self.sent.advance(account, &platform_id, status.rank());
        if let (Some(origin), Status::Failed(reason)) = (advanced, status) {
            let message = serde_json::json!({ "id": platform_id }).to_string();
            self.report(origin, EventKind::DeliveryFailed(Undelivered { reason, message }), now);
        }
    }
}
