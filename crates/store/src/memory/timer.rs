//! Timers: what waits in a mailbox for a time of its own.

use tertulia_core::{Event, turn::TimerChange};

use super::{conversation::Waiting, durable::Durable};
use crate::rules::time::{millis_not_before, timestamp};

impl Durable {
    /// Keeps what a turn does with the timers of its conversation.
    pub(super) fn change_timers(&mut self, number: i64, changes: Vec<TimerChange>) {
        for change in changes {
            let inbox = matches!(change, TimerChange::Set { .. }).then(|| self.conversations.next_inbox());
            let Some(conversation) = self.conversations.find(number) else { return };
            conversation.cancel_timer(change.key());
            if let (TimerChange::Set { timer, due_at }, Some(inbox)) = (change, inbox) {
                let due_at = millis_not_before(due_at);
                let event = Event::timer(timer.clone(), timestamp(due_at));
                conversation.set_timer(timer.key, inbox, Waiting::new(event, None, due_at));
            }
        }
    }
}
