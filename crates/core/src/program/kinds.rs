//! The blocks that an event is offered to for its kind alone, whatever is written in it.

use crate::{
    block::Rank,
    event::{Event, EventKind},
    number,
};

use super::Room;

impl Room {
    /// The blocks for this kind of event, in order. Blocks for texts come after them.
    pub(super) fn for_kind(&self, event: &Event, found: &mut Vec<usize>) {
        let mut offer = |rank| found.extend(self.single(rank));
        match &event.kind {
            EventKind::Attachments(sent) => {
                if sent.location().is_some() {
                    offer(Rank::Location);
                }
                if sent.contacts().next().is_some() {
                    offer(Rank::Contact);
                }
                offer(Rank::AnyAttachment);
            }
            EventKind::DeliveryFailed(_) => offer(Rank::DeliveryFailed),
            EventKind::DeliveryUnknown(_) => offer(Rank::DeliveryUnknown),
            _ => {}
        }
    }

    /// The blocks for any text, in order. They hear only what is said to the bot.
    pub(super) fn for_said(&self, event: &Event, text: &str, found: &mut Vec<usize>) {
        if !event.addressed {
            return;
        }
        if let Some(any_number) = self.single(Rank::AnyNumber)
            && number::is_in(text)
        {
            found.push(any_number);
        }
        found.extend(self.single(Rank::AnyText));
    }
}
