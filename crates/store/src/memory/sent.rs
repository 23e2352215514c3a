//! The platforms' ids of messages that were sent.

use std::collections::BTreeMap;

use tertulia_core::receipt::Status;

use super::{inspect::Sent, outbox::Origin, sweep::forget};
use crate::{AccountId, rules::time::timestamp};

/// Messages that were sent, by the numbers their calls had in the outbox.
#[derive(Default)]
pub(super) struct SentMessages(BTreeMap<i64, Message>);

struct Message {
    origin: Origin,
    /// Its reference, if a later call may be about it.
    reference: Option<String>,
    sent: Sent,
}

impl SentMessages {
    /// Remembers a message.
    pub(super) fn add(
        &mut self,
        row: i64,
        origin: Origin,
        reference: Option<String>,
        platform_id: String,
        now: i64,
    ) {
        let status = Status::Sent.rank();
        let sent = Sent { row, account: origin.account, platform_id, at: timestamp(now), status };
        self.0.insert(row, Message { origin, reference, sent });
    }

    /// The platform's id of the message with that reference.
    pub(super) fn find(&self, account: AccountId, reference: &str) -> Option<String> {
        let is_it = |message: &&Message| {
            message.sent.account == account && message.reference.as_deref() == Some(reference)
        };
        self.0.values().find(is_it).map(|message| message.sent.platform_id.clone())
    }

    /// Moves a message on to a status, and tells where it came from and how far it was. `None` if it had got as far
    /// already.
    pub(super) fn advance(
        &mut self,
        account: AccountId,
        platform_id: &str,
        status: u8,
    ) -> Option<(Origin, u8)> {
        let same = |sent: &Sent| sent.account == account && sent.platform_id == platform_id;
        let behind =
            self.0.values_mut().filter(|message| same(&message.sent) && message.sent.status < status);
        let advanced: Vec<_> = behind
            .map(|message| {
                let before = std::mem::replace(&mut message.sent.status, status);
                (message.origin, before)
            })
            .collect();
        advanced.first().copied()
    }

    /// Forgets what was sent before the horizon, a portion of it.
    pub(super) fn forget(&mut self, horizon: i64) {
        forget(&mut self.0, |message| message.sent.at.as_millisecond() < horizon);
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Sent> {
        self.0.values().map(|message| &message.sent)
    }
}
