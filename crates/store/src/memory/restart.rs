//! The process is another one.

use super::durable::Durable;
use crate::rules::{handover::Handover, own_accounts::OwnAccounts};

/// When a conversation has something to do that was being handled: before all others.
const AT_ONCE: i64 = 0;

impl Durable {
    /// Takes everything out of the hands of the process that died.
    pub(super) fn restart(&mut self) {
        for number in self.conversations.owned() {
            self.conversations.own(number);
            self.conversations.release(number, Some(AT_ONCE));
        }
        self.outbox.restart();
        self.handover = Handover::default();
        self.own_accounts = OwnAccounts::default();
    }
}
