//! Where a conversation stands: the contexts it is in.

use serde_json::Value;

use crate::{
    Event,
    event::EventKind,
    state::{ConversationState, Frame},
};

use super::Program;

/// Who speaks: the room that a block is declared in, and the one that it serves. They differ for deep blocks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Here {
    pub(super) room: usize,
    pub(super) serves: usize,
}

/// Where a conversation stands when its next event comes.
pub(super) struct Arrival {
    /// The contexts it was in, by their present names.
    pub(super) stack: Vec<Frame>,
    /// How many of them it is still in; the others expired.
    pub(super) kept: usize,
}

impl Arrival {
    pub(super) fn standing(&self) -> &[Frame] {
        &self.stack[..self.kept]
    }
}

impl Program {
    /// Where the conversation stands now: contexts go by their present names, those that are gone or expired are
    /// left.
    pub(super) fn arrive(&self, state: &ConversationState, event: &Event) -> Arrival {
        let mut stack = Vec::with_capacity(state.stack.len());
        let mut gone = false;
        for frame in &state.stack {
            let room = self.by_path.get(&frame.context);
            gone = room.is_none(); // what counts is the last one
            match room {
                Some(&room) => stack.push(self.frame(room, frame.params.clone())),
                // A question that a form no longer asks: the form itself is still there.
                None if self.is_field_of(stack.last(), frame) => gone = false,
                None => tracing::warn!(
                    context = frame.context,
                    "the conversation was in a context that no longer exists"
                ),
            }
        }
        if gone {
            stack = self.landing.map_or_else(Vec::new, |room| self.base(room, Value::Null));
        }
        let kept = self.kept(&stack, state, event);
        Arrival { stack, kept }
    }

    /// How many frames are left once those are gone in which nothing was heard for too long.
    fn kept(&self, stack: &[Frame], state: &ConversationState, event: &Event) -> usize {
        let Some(heard) = state.heard.filter(|_| is_heard(event)) else { return stack.len() };
        let silence = event.at.duration_since(heard);
        let expired = |frame: &Frame| {
            let limit = self.rooms[self.room_of(frame)].expires_after;
            limit
                .is_some_and(|limit| jiff::SignedDuration::try_from(limit).is_ok_and(|limit| silence > limit))
        };
        stack.iter().position(expired).unwrap_or(stack.len())
    }

    /// The room that a conversation with this stack is in.
    pub(super) fn current(&self, stack: &[Frame]) -> usize {
        stack.last().map_or(self.default, |frame| self.room_of(frame))
    }

    /// The answer that a conversation with this stack waits for.
    pub(super) fn waiting(&self, stack: &[Frame]) -> Option<usize> {
        Some(self.current(stack)).filter(|&room| self.rooms[room].is_answer)
    }

    /// All rooms that a conversation with this stack is in: first the one it stays in, then the answers.
    pub(super) fn rooms_of(&self, stack: &[Frame]) -> Vec<usize> {
        let rooms = stack.iter().map(|frame| self.room_of(frame));
        let base = rooms.clone().next().is_none_or(|first| self.rooms[first].is_answer);
        base.then_some(self.default).into_iter().chain(rooms).collect()
    }

    pub(super) fn room_of(&self, frame: &Frame) -> usize {
        self.by_path.get(&frame.context).copied().unwrap_or(self.default)
    }

    pub(super) fn frame(&self, room: usize, params: Value) -> Frame {
        Frame { context: self.rooms[room].path.clone(), params }
    }

    /// The stack of a conversation that stays in a room.
    pub(super) fn base(&self, room: usize, params: Value) -> Vec<Frame> {
        let implied = room == self.default && params.is_null();
        if implied { Vec::new() } else { vec![self.frame(room, params)] }
    }

    /// Whether one room stands inside another.
    pub(super) fn is_inside(&self, room: usize, around: usize) -> bool {
        std::iter::successors(self.rooms[room].parent, |&room| self.rooms[room].parent)
            .any(|room| room == around)
    }

    /// The form that a room is, or is a question of.
    pub(super) fn form_of(&self, room: usize) -> Option<usize> {
        [Some(room), self.rooms[room].parent].into_iter().flatten().find(|&room| self.rooms[room].is_form)
    }

    /// Whether a frame was a question of the form that another frame is in.
    fn is_field_of(&self, form: Option<&Frame>, field: &Frame) -> bool {
        form.is_some_and(|form| {
            let rest = field.context.strip_prefix(&form.context);
            self.rooms[self.room_of(form)].is_form && rest.is_some_and(|rest| rest.starts_with('/'))
        })
    }

    /// Whether a room is an answer of the form that `answer` belongs to.
    pub(super) fn same_form(&self, room: usize, answer: usize) -> bool {
        if let Some(form) = self.form_of(answer) {
            return self.form_of(room) == Some(form);
        }
        let inside = |form| self.rooms[room].is_answer && self.is_inside(room, form);
        self.rooms[answer].parent.is_some_and(inside)
    }
}

/// Whether the event is the person's, and not of our own making.
pub(super) fn is_heard(event: &Event) -> bool {
    !matches!(
        event.kind,
        EventKind::DeliveryFailed(_)
            | EventKind::DeliveryUnknown(_)
            | EventKind::Own(_)
            | EventKind::Speech(_)
            | EventKind::Timer(_)
    )
}
