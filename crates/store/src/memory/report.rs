//! Telling a conversation that a message of its did not arrive.

use tertulia_core::{Event, EventKind};

use super::{conversation::Waiting, durable::Durable, outbox::Origin};
use crate::rules::time::timestamp;

impl Durable {
    /// Puts an event about a message into the inbox of its conversation, behind what waits there. Not if the
    /// message was itself said about such an event.
    pub(super) fn report(&mut self, message: Origin, kind: EventKind, now: i64) {
        if message.silent {
            return;
        }
        let inbox = self.conversations.next_inbox();
        let Some(conversation) = self.conversations.find(message.conversation) else { return };
        let event = Event::undelivered(kind, timestamp(now));
        conversation.put_last(inbox, Waiting { own: true, ..Waiting::new(event, None, now) });
        let wake_at = conversation.free_at(now);
        self.conversations.wake_by(message.conversation, wake_at);
    }
}
