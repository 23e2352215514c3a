//! What became of calls.

use jiff::Timestamp;
use tertulia_core::{EventKind, event::Undelivered};

use super::{chats::Native, durable::Durable};
use crate::{Aftermath, Settled, Settlement, rules::time::millis};

impl Durable {
    /// Keeps what became of a call. One that is no longer there was settled before.
    pub(super) fn settle(&mut self, settlement: Settlement) -> Aftermath {
        let Settlement { row: number, at, outcome, then_next } = settlement;
        match outcome {
            Settled::Sent(platform_id) => {
                let chat = self.sent(number, platform_id, millis(at)).filter(|_| then_next);
                let dispatching = chat.and_then(|chat| self.outbox.dispatch_next(chat));
                return Aftermath { dispatching, buried: None };
            }
            Settled::Later { not_before, .. } => self.outbox.put_off(number, millis(not_before)),
            Settled::Uncertain { until, .. } => self.outbox.doubt(number, millis(until)),
            Settled::Lost(reason) => self.give_up(number, at, reason, EventKind::DeliveryUnknown),
            Settled::Instead(_) => self.outbox.replace(number),
            Settled::NotMade => self.outbox.not_made(number),
            Settled::Moved(to) => self.moved(number, &to),
            Settled::Dead(reason) => self.give_up(number, at, reason, EventKind::DeliveryFailed),
            Settled::Unreachable { chat, reason } => {
                let buried = self.unreachable(number, chat, at, &reason);
                return Aftermath { dispatching: None, buried };
            }
        }
        Aftermath::default()
    }

    /// A call was made: its row is gone, and what the platform calls the message is remembered. Gives the chat it
    /// went to, or `None` if it was settled before.
    pub(super) fn sent(&mut self, number: i64, platform_id: Option<String>, now: i64) -> Option<i64> {
        let row = self.outbox.take(number)?;
        if let Some(platform_id) = platform_id {
            let reference = row.call.named.then_some(row.call.reference);
            self.sent.add(number, row.origin, reference, platform_id, now);
        }
        Some(row.origin.chat)
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

    /// Sets aside everything there is for the chat, up to the call that is given back. If it is a private one, its
    /// user is marked.
    fn unreachable(&mut self, number: i64, chat: i64, at: Timestamp, reason: &str) -> Option<i64> {
        // A group may have got another number since the call was given out.
        let chat = self.outbox.origin(number).map_or(chat, |origin| origin.chat);
        let mut last = None;
        for (number, row) in self.outbox.take_chat(chat) {
            self.dead.call(at, reason.into(), &row.call.call);
            last = Some(number);
        }
        if let Some(Native::Private(user)) = self.chats.native(chat) {
            self.people.mark_unreachable(*user);
        }
        last
    }
}
