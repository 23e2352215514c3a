//! Which contexts the conversation is in after a move.

use std::panic::Location;

use serde_json::Value;

use crate::state::Frame;

use super::run::Run;

impl Run<'_> {
    /// The stack once that answer's question is asked.
    pub(super) fn asked(&self, answer: usize, params: Value, at: &'static Location<'static>) -> Vec<Frame> {
        let program = self.program;
        let mut stack = self.state.stack.clone();
        let form = program.rooms[answer].parent;
        let waiting = program.waiting(&stack).and_then(|waiting| program.form_of(waiting));
        if waiting == Some(answer)
            && let Some(place) = self.place_of(answer)
        {
            stack.truncate(place); // the form begins again
        } else if program.waiting(&stack).is_some_and(|waiting| program.rooms[waiting].parent == form) {
            stack.pop(); // the next question of the same form
        }
        stack.push(program.frame(answer, params));
        tracing::debug!(%at, depth = stack.len(), answer = program.rooms[answer].path, "asks");
        stack
    }

    /// The stack once the conversation left a room. `None` if it is not there.
    pub(super) fn after_leaving(&self, room: usize, params: Value) -> Option<Vec<Frame>> {
        let program = self.program;
        if !program.rooms[room].is_answer {
            return Some(program.base(program.default, params));
        }
        let place = self.place_of(program.form_of(room).unwrap_or(room))?;
        let mut stack = self.state.stack[..place].to_vec();
        match stack.last_mut() {
            _ if params.is_null() => {}
            Some(frame) => frame.params = params,
            None => stack = program.base(program.default, params),
        }
        Some(stack)
    }

    /// The newest place in the stack where the conversation is in a room.
    pub(super) fn place_of(&self, room: usize) -> Option<usize> {
        let path = &self.program.rooms[room].path;
        self.state.stack.iter().rposition(|frame| frame.context == *path)
    }

    /// The stack once the conversation stays in the room that handles the event.
    pub(super) fn kept(&self, room: usize, params: Value) -> Vec<Frame> {
        let program = self.program;
        let mut stack = self.state.stack.clone();
        let params =
            if params.is_null() { self.delegated_to(room).cloned().unwrap_or_default() } else { params };
        if program.current(&stack) == room {
            match stack.last_mut() {
                Some(frame) if !params.is_null() => frame.params = params,
                None => return program.base(room, params),
                Some(_) => {}
            }
            return stack;
        }
        if !program.rooms[room].is_answer {
            return program.base(room, params);
        }
        let path = &program.rooms[room].path;
        match stack.iter().rposition(|frame| frame.context == *path) {
            Some(place) => stack.truncate(place + 1),
            None => stack.push(program.frame(room, params)),
        }
        stack
    }
}
