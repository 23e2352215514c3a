//! Speaking to a person whose event was set aside.

use std::sync::Arc;

use crate::{
    Reply, Result, Turn,
    adapter::Envelope,
    chat_log::Remark,
    extract::{SessionStore, User},
    flow::Next,
    language::Translator,
    plan::Part,
    state::ConversationState,
    turn::{Matched, OutgoingCall, Shared, Snapshot},
};

use super::{Program, Tools, window::Gate};

impl Program {
    /// What to say when an event was set aside after this error: what `on_error` says, or an apology if it steps
    /// aside. Nothing if nobody was waiting for an answer.
    pub async fn apologise(&self, snapshot: &Snapshot, error: &str, tools: &Tools<'_>) -> Vec<OutgoingCall> {
        if !snapshot.event.expects_answer() {
            return Vec::new();
        }
        let pressed = snapshot.event.payload().is_some();
        if self.on_error.is_some() {
            match self.run_on_error(snapshot, error, tools).await {
                Ok(Some(calls)) => return calls,
                Ok(None) => {}
                Err(error) => tracing::error!(%error, turn = snapshot.turn_id, "`on_error` failed itself"),
            }
        }
        if let Some(refusal) = Gate::of(snapshot, tools.adapter.capabilities()).refusal() {
            tracing::warn!(turn = snapshot.turn_id, "no apology: {refusal}");
            return Vec::new();
        }
        let catalog = self.texts.current();
        let user = User::new(snapshot.user.clone(), catalog.default_locale(), Reply::default());
        let translator = Translator::new(&catalog, &user.locale(), &snapshot.turn_id);
        let text = translator.built_in(if pressed { "tertulia-failed" } else { "tertulia-apology" });
        tools.recorder.remark(|remarks| remarks.said = vec![Remark::text(text.clone())]);
        let reference = tools.keyring.reference(&snapshot.turn_id, APOLOGY);
        let call =
            tools.adapter.render(&Part::Text(text.into()), &Envelope::new(&snapshot.destination, &reference));
        call.map(|call| OutgoingCall::new(call, reference)).into_iter().collect()
    }

    /// Runs `on_error` in a small turn of its own: what it says is sent, what it changes is not kept. `None` if it
    /// steps aside, or leaves a press in silence.
    async fn run_on_error(
        &self,
        snapshot: &Snapshot,
        error: &str,
        tools: &Tools<'_>,
    ) -> Result<Option<Vec<OutgoingCall>>> {
        let Some(block) = &self.on_error else { return Ok(None) };
        let mut state: ConversationState = snapshot.state.clone();
        let room = self.current(self.arrive(&state, &snapshot.event).standing());
        let sessions = SessionStore::new(&mut state);
        // Its messages have names of their own: those of the turn may be in the outbox of an earlier event.
        let mut own = snapshot.clone();
        own.turn_id = format!("{}-error", snapshot.turn_id);
        let shared = Shared { failure: Some(error.to_owned()), ..self.shared(&own, sessions, None, tools) };
        let turn = Turn::new(Arc::new(shared), Matched::Nothing, Arc::default());
        turn.reply().begin_block(room, block.at);
        let flow = block.body.run(&turn).await?;
        // A press is never left in silence, and a sign of typing is no answer.
        let silent = snapshot.event.payload().is_some() && turn.reply().heard(false) == 0;
        if flow.next == Next::Pass || silent {
            return Ok(None);
        }
        // Where it would go is nowhere: what it says is all that counts.
        let names = &mut snapshot.state.named.clone();
        Ok(Some(self.compose(turn.reply().close(), &turn.locale(), &own, names, tools).await?.calls))
    }
}

/// The place of the apology among the messages of a turn: behind all that it could have said.
const APOLOGY: usize = usize::MAX;
