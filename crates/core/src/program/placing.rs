//! Putting a conversation elsewhere, for whoever tries a bot.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    Error, Result,
    event::EventKind,
    handle::PLACE,
    state::{ConversationState, Frame},
    turn::Snapshot,
};

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
            let known = |path: &&str| self.by_path.contains_key(*path);
            let unknown = || Error::terminal(format!("there is no context `{context}`"));
            let path = context.trim_start_matches('/');
            let stack = match path {
                "" => Vec::new(),
                path => {
                    let room = Some(path)
                        .filter(known)
                        .and_then(|path| self.by_path.get(path))
                        .ok_or_else(unknown)?;
                    let inside = self.rooms[*room].is_answer || *room != self.default;
                    if inside {
                        vec![Frame { context: self.rooms[*room].path.clone(), params: Value::Null }]
                    } else {
                        Vec::new()
                    }
                }
            };
            *state = ConversationState { stack, saved: None, silence: None, ..std::mem::take(state) };
        }
        Ok(())
    }
}
