//! Putting a conversation elsewhere, for whoever tries a bot.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{Error, Result, event::EventKind, handle::PLACE, state::ConversationState, turn::Snapshot};

use super::Program;

/// What is to be from now on; what is `None` stays.
#[derive(Deserialize)]
struct Place {
    context: Option<String>,
    session: Option<Map<String, Value>>,
}

impl Program {
    /// Changes the state of the conversation if that is what the event asks for. No block is asked about such an event, and
    /// nothing runs on the way.
    pub(super) fn put_elsewhere(&self, snapshot: &mut Snapshot) -> Result<()> {
        let EventKind::Own(own) = &snapshot.event.kind else { return Ok(()) };
        if own.name != PLACE {
            return Ok(());
        }
        let Place { context, session } =
            serde_json::from_value(own.params.clone()).map_err(Error::terminal)?;
        let state = &mut snapshot.state;
        if let Some(session) = session {
            state.sessions = session.into_iter().collect();
            state.versions.clear();
        }
        if let Some(context) = context {
            let unknown = || Error::terminal(format!("there is no context `{context}`"));
            let room = self.payload_room(context.trim_start_matches('/')).ok_or_else(unknown)?;
            let stack = self.base(room, Value::Null);
            *state = ConversationState { stack, saved: None, silence: None, ..std::mem::take(state) };
        }
        Ok(())
    }
}
