//! Buttons that are gone once the person says or presses something, where a platform does not do that by itself.

use crate::{
    Adapter, Destination,
    plan::Part,
    state::ConversationState,
    turn::{OutgoingCall, Shared, Snapshot},
};

use super::Tools;

/// Whether the buttons of that part have to be taken away later, and can be.
pub(super) fn is_due(part: &Part, adapter: &dyn Adapter, to: &Destination) -> bool {
    matches!(part, Part::Buttons { vanish: true, .. }) && adapter.take_buttons(to).is_some()
}

/// The calls that take away what was waiting to be gone. They go before what is said: nobody should press a button
/// while the answer is being written.
pub(super) fn calls(
    state: &mut ConversationState,
    snapshot: &Snapshot,
    shared: &Shared,
    tools: &Tools<'_>,
) -> Vec<OutgoingCall> {
    let is_heard = snapshot.event.expects_answer() || shared.press.is_some();
    if state.vanishing.is_empty() || !is_heard {
        return Vec::new();
    }
    let messages = std::mem::take(&mut state.vanishing);
    let Some(call) = tools.adapter.take_buttons(&snapshot.destination) else { return Vec::new() };
    let calls = messages.into_iter().enumerate().map(|(at, message)| {
        let reference = tools.keyring.reference(&snapshot.turn_id, PLACES + at);
        OutgoingCall { about: Some(message), ..OutgoingCall::new(call.clone(), reference) }
    });
    calls.collect()
}

/// Remembers the messages whose buttons are to go.
pub(super) fn remember(state: &mut ConversationState, references: Vec<String>) {
    state.vanishing.extend(references);
    let oldest = state.vanishing.len().saturating_sub(ConversationState::VANISHING);
    state.vanishing.drain(..oldest);
}

/// Their places among the messages of a turn: behind all that it could say.
const PLACES: usize = usize::MAX / 2;
