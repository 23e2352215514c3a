//! Keeping an event, and handling it later.

use std::sync::Arc;

use crate::{Error, Event, Result, payload::PayloadRoute, state::Memorized};

use super::{meaning::Meaning, press::Reading, run::Run};

impl Run<'_> {
    /// Keeps the event.
    pub(super) fn memorize(&mut self) -> Result<()> {
        let event = serde_json::to_string(&self.shared.event).map_err(Error::terminal)?;
        self.state.memorized = Some(Memorized { event, press: self.shared.press.clone() });
        Ok(())
    }

    /// Handles the memorised event, if a block asked for it: once, whatever that one asks for.
    pub(super) async fn replay_memorized(&mut self) -> Result<()> {
        if !std::mem::take(&mut self.replay) {
            return Ok(());
        }
        let Some(Memorized { event, press }) = self.state.memorized.take() else {
            tracing::warn!("there is no memorised event to replay");
            return Ok(());
        };
        let event: Event = serde_json::from_str(&event).map_err(Error::terminal)?;
        let reading = match press {
            None => Reading::NoPress,
            Some(press) => match PayloadRoute::split(&press.route).context {
                None => Reading::ByName(press),
                Some(context) => match self.program.payload_room(context) {
                    Some(room) => Reading::Routed(room, press),
                    None => return Ok(()),
                },
            },
        };
        let shared = Arc::make_mut(&mut self.shared);
        (shared.event, shared.press, shared.meaning) = (event, None, Meaning::default());
        self.entered.clone_from(&self.state.stack);
        self.moved = false;
        self.event(reading).await?;
        self.replay = false;
        Ok(())
    }
}
