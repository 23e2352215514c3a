//! What became of calls.

use jiff::Timestamp;
use tertulia_core::{EventKind, event::Undelivered};

use super::{chats::Native, durable::Durable, outbox::Origin};
use crate::{Settled, Settlement, rules::time::millis};

impl Durable {
    /// Keeps what became of a call. One that is no longer there was settled before.
    pub(super) fn settle(&mut self, settlement: Settlement) {
        let Settlement { row: number, at, outcome } = settlement;
        match outcome {
            Settled::Sent(platform_id) => self.sent(number, platform_id, millis(at)),
            Settled::Later { not_before, .. } => self.outbox.put_off(number, millis(not_before)),
            Settled::Uncertain { until, .. } => self.outbox.doubt(number, millis(until)),
            Settled::Lost(reason) => self.give_up(number, at, reason, EventKind::DeliveryUnknown),
            Settled::Moved(to) => self.moved(number, &to),
            Settled::Dead(reason) => self.give_up(number, at, reason, EventKind::DeliveryFailed),
            Settled::Unreachable(reason) => self.unreachable(number, at, &reason),
        }
    }

    /// A call was made: its row is gone, and what the platform calls the message is remembered.
    pub(super) fn sent(&mut self, number: i64, platform_id: Option<String>, now: i64) {
        if let (Some(row), Some(platform_id)) = (self.outbox.take(number), platform_id) {
            self.sent.add(number, row.origin, platform_id, now);
        }
    }

    /// Sets a call aside, and tells its conversation.
    fn give_up(&mut self, number: i64, at: Timestamp, reason: String, told: fn(Undelivered) -> EventKind) {
        let Some(row) = self.outbox.take(number) else { return };
        let message = row.call.call.body.get().to_owned();
        self.dead.call(at, reason.clone(), &row.call.call);
        self.report(row.origin, told(Undelivered { reason, message }), millis(at));
    }

    /// The group a call goes to has another id.
    fn moved(&mut self, number: i64, to: &str) {
        self.outbox.refused(number);
        let Some(origin) = self.outbox.origin(number) else { return };
        if let Some(from) = self.chats.group(origin.chat).map(str::to_owned) {
            self.move_group(origin.account, &from, to);
        }
    }

    /// Sets aside everything that waits for the chat. If it is a private one, its user is marked.
    fn unreachable(&mut self, number: i64, at: Timestamp, reason: &str) {
        let Some(Origin { chat, .. }) = self.outbox.origin(number) else { return };
        for row in self.outbox.take_chat(chat) {
            self.dead.call(at, reason.into(), &row.call.call);
        }
        if let Some(Native::Private(user)) = self.chats.native(chat) {
            self.people.mark_unreachable(*user);
        }
    }
}
