//! Events of the bot's own, put into the mailboxes of private conversations.

use tertulia_core::Chat;

use super::{
    conversation::{Place, Waiting},
    durable::Durable,
};
use crate::{Letter, rules::time::millis};

impl Durable {
    /// Puts an event into the mailbox of the private conversation with a person, behind what waits there. `false` if the person
    /// is unknown.
    pub(super) fn post(&mut self, letter: Letter) -> bool {
        let Letter { to, event, at } = letter;
        let Some((user, account)) = self.people.find(&to) else { return false };
        let now = millis(at);
        let place = Chat::default();
        let chat = self.chats.open(account, user, &place);
        let number = self.conversations.open(account, Place::new(chat, user, &place));
        let inbox = self.conversations.next_inbox();
        let Some(conversation) = self.conversations.find(number) else { return false };
        conversation.put_last(inbox, Waiting::new(event, None, now));
        let wake_at = conversation.free_at(now);
        self.conversations.wake_by(number, wake_at);
        true
    }
}
