//! Ending a turn: all of it, or nothing.

use super::{durable::Durable, outbox::Origin};
use crate::{Conclusion, Done, Finish, Finished, rules::time::millis};

impl Durable {
    /// Ends a turn, unless its conversation belongs to somebody else by now.
    pub(super) fn finish(&mut self, turn: Finish) -> Finished {
        let Finish { conversation: number, fence, inbox, at, conclusion, log, .. } = turn;
        let now = millis(at);
        let Some(conversation) = self.conversations.held(number, fence) else { return Finished::Fenced };
        let owner = conversation.place.user;
        let Some(event) = conversation.event(inbox) else { return Finished::Fenced };
        let user = event.user.unwrap_or(owner);
        let silent = event.own;
        let mut held_until = None;
        let (mut outgoing, mut changes) = (Vec::new(), Vec::new());
        match conclusion {
            Conclusion::Done(Done { state, person, calls, payloads, used, timers }) => {
                let used_up = used.is_some_and(|token| !self.payloads.is_unused(&token));
                if used_up || !self.people.keep(user, person) {
                    event.attempts = event.attempts.saturating_sub(1);
                    conversation.held_until = None;
                    let wake_at = conversation.next_wake(now);
                    self.conversations.release(number, wake_at);
                    return Finished::Overtaken;
                }
                conversation.take(inbox);
                conversation.state = Some(state);
                (outgoing, changes) = (calls, timers);
                payloads.into_iter().for_each(|payload| self.payloads.keep(payload, now));
                used.iter().for_each(|token| self.payloads.mark_used(token));
            }
            Conclusion::Dead { error, calls } => {
                for part in conversation.take(inbox) {
                    self.dead.event(at, error.clone(), &part.event);
                }
                outgoing = calls;
            }
            Conclusion::Later { at, .. } => {
                event.due_at = millis(at);
                event.errors += 1;
                held_until = Some(event.due_at);
            }
        }
        conversation.held_until = held_until;
        self.chat_log.extend(log.into_iter().map(|entry| (now, entry)));
        self.change_timers(number, changes);
        let Some(conversation) = self.conversations.find(number) else { return Finished::Fenced };
        let wake_at = held_until.or_else(|| conversation.next_wake(now));
        let (account, chat) = (conversation.account, conversation.place.chat);
        let origin = Origin { account, chat, conversation: number, silent };
        self.conversations.release(number, wake_at);
        self.push_calls(origin, &outgoing, now);
        Finished::Kept { more: wake_at.is_some() }
    }
}
