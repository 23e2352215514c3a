//! Groups that have another id from now on.

use super::durable::Durable;
use crate::AccountId;

impl Durable {
    /// Gives a group its new id. If something came from there already, what belongs to the old id goes there.
    pub(super) fn move_group(&mut self, account: AccountId, from: &str, to: &str) {
        let Some(old) = self.chats.find_group(account, from) else { return };
        match self.chats.find_group(account, to) {
            None => self.chats.rename_group(account, from, to),
            Some(new) => {
                self.outbox.move_chat(old, new);
                self.conversations.move_chat(old, new);
            }
        }
    }
}
