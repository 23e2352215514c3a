//! What platforms tell about messages that were sent.

use tertulia_core::{
    EventKind,
    event::Undelivered,
    receipt::{About, Receipt, Status},
};

use super::durable::Durable;
use crate::{AccountId, Received, Reconciled, rules::time::millis};

impl Durable {
    /// Keeps what receipts tell.
    pub(super) fn receive(&mut self, receipts: Vec<(AccountId, Receipt)>, now: i64) -> Received {
        let mut received = Received::default();
        for (place, (account, Receipt { about, status, at, .. })) in receipts.into_iter().enumerate() {
            match about {
                About::Message { id, reference } => {
                    let proven =
                        reference.and_then(|reference| self.reconcile(account, &reference, &id, now));
                    received.reconciled.extend(proven);
                    received.arrived.extend(self.advance(account, id, status, now).then_some(place));
                }
                About::Everything(alias) => self.people.advance(account, alias, &status, millis(at)),
                _ => {}
            }
        }
        received
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

    /// Moves a message on to a status. It never goes back. Tells whether it is known to have arrived by that.
    fn advance(&mut self, account: AccountId, platform_id: String, status: Status, now: i64) -> bool {
        let (rank, arrived) = (status.rank(), Status::Delivered.rank());
        let advanced = self.sent.advance(account, &platform_id, rank);
        if let (Some((origin, _)), Status::Failed(reason)) = (advanced, status) {
            let message = serde_json::json!({ "id": platform_id }).to_string();
            self.report(origin, EventKind::DeliveryFailed(Undelivered { reason, message }), now);
        }
        advanced.is_some_and(|(_, before)| before < arrived && rank >= arrived)
    }
}
