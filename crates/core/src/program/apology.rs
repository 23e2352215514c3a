//! Speaking to a person whose event was set aside.

use std::sync::Arc;

use crate::{
    EventKind, Result, Turn,
    extract::SessionStore,
    plan::Part,
    state::ConversationState,
    turn::{Matched, OutgoingCall, Shared, Snapshot},
};

use super::{Program, Tools, stale};

impl Program {
    /// What to say when an event was set aside after this error: what `on_error` says, else an apology. Nothing if
    /// nobody was waiting for an answer.
    pub async fn apologise(&self, snapshot: &Snapshot, error: &str, tools: &Tools<'_>) -> Vec<OutgoingCall> {
        let event = &snapshot.event;
        let waits = matches!(
            event.kind,
            EventKind::Postback(_) | EventKind::Text { .. } | EventKind::OtherMessage(_)
        );
        if !event.addressed || !waits {
            return Vec::new();
        }
        if self.on_error.is_some() {
            match self.run_on_error(snapshot, error, tools).await {
                Ok(calls) => return calls,
                Err(error) => tracing::error!(%error, turn = snapshot.turn_id, "`on_error` failed itself"),
            }
        }
        let text = stale::apology(self.locale_of(snapshot)).to_owned();
        let reference = tools.keyring.reference(&snapshot.turn_id, APOLOGY);
        let call = tools.adapter.render(&Part::Text(text), &snapshot.destination, &reference);
        call.map(|call| OutgoingCall::new(call, reference)).into_iter().collect()
    }

    /// Runs `on_error` in a small turn of its own: what it says is sent, what it changes is not kept.
    async fn run_on_error(
        &self,
        snapshot: &Snapshot,
        error: &str,
        tools: &Tools<'_>,
    ) -> Result<Vec<OutgoingCall>> {
        let Some(block) = &self.on_error else { return Ok(Vec::new()) };
        let mut state: ConversationState = snapshot.state.clone();
        let room = self.current(self.arrive(&state, &snapshot.event).standing());
        let sessions = SessionStore::new(&mut state);
        // Its messages have names of their own: those of the turn may be in the outbox of an earlier event.
        let mut own = snapshot.clone();
        own.turn_id = format!("{}-error", snapshot.turn_id);
        let shared = Shared { failure: Some(error.to_owned()), ..self.shared(&own, sessions, None, tools) };
        let turn = Turn::new(Arc::new(shared), Matched::Nothing, Arc::default());
        turn.reply().begin_block(room, block.at);
        let _nowhere = block.body.run(&turn).await?; // what it says is all that counts
        Ok(self.compose(turn.reply().close(), &own, tools)?.0)
    }
}

/// The place of the apology among the messages of a turn: behind all that it could have said.
const APOLOGY: usize = usize::MAX;
