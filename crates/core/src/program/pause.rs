//! Keeping events from the blocks while somebody else talks with the person.

use std::time::Duration;

use crate::{
    Body, Error, EventKind, Result,
    block::{Block, Pattern, WhilePaused},
    flow::{Flow, Goal, Move},
};

use super::{ProgramBuilder, place::Here, run::Run};

/// How long a conversation pauses after somebody else wrote, if nothing else is chosen.
pub(super) const TAKEOVER_PAUSE: Duration = Duration::from_secs(12 * 60 * 60);

impl ProgramBuilder {
    /// How long a conversation pauses after somebody else wrote to the person in the bot's name, by the platform's clock:
    /// 12 hours by default. With zero it never pauses by itself.
    pub fn takeover_pause(mut self, time: Duration) -> Self {
        self.takeover_pause = time;
        self
    }

    /// Says what is asked when the person says or presses something while the conversation pauses, instead of all other
    /// blocks. If it ends with [`resume`](crate::resume), the pause is over and the event is handled; it may pause longer
    /// with [`pause`](crate::pause()), but cannot move the conversation.
    #[track_caller]
    pub fn while_paused<M: 'static>(mut self, body: impl Body<WhilePaused, M>) -> Self {
        self.while_paused = Some(Block::new::<WhilePaused, M>(Pattern::Any, body));
        self
    }
}

impl Run<'_> {
    /// Whether the event is kept from the blocks. It may be the one that begins the pause, or ends it.
    pub(super) async fn pauses(&mut self) -> Result<bool> {
        let (at, time) = (self.shared.event.at, self.program.takeover_pause);
        if self.shared.event.kind == EventKind::Takeover {
            // A pause that somebody chose may be longer, and stays.
            let until = (!time.is_zero()).then(|| at.checked_add(time).unwrap_or(jiff::Timestamp::MAX));
            self.state.paused_until = self.state.paused_until.max(until);
            tracing::info!(until = ?self.state.paused_until, "somebody else wrote to the person");
            return Ok(true);
        }
        if self.state.paused_until.is_some_and(|until| until <= at) {
            self.state.paused_until = None;
        }
        if self.state.paused_until.is_some() && self.shared.event.expects_answer() {
            self.run_while_paused().await?;
        }
        Ok(self.state.paused_until.is_some())
    }

    /// From this event on, keeps events from the blocks for that long. With no time at all, ends it.
    pub(super) fn pause(&mut self, time: Option<Duration>) {
        if let Some(time) = time {
            let until = || self.shared.event.at.checked_add(time).unwrap_or(jiff::Timestamp::MAX);
            self.state.paused_until = (!time.is_zero()).then(until);
        }
    }

    async fn run_while_paused(&mut self) -> Result<()> {
        let Some(block) = &self.program.while_paused else { return Ok(()) };
        let room = self.program.current(&self.state.stack);
        match self.block(Here { room, serves: room }, block).await?.and_then(|Flow { go, .. }| go) {
            None => Ok(()),
            Some(Move { to: Goal::Stay, pause: time @ Some(_), .. }) => {
                self.pause(time);
                Ok(())
            }
            Some(Move { at, .. }) => Err(Error::terminal(format!(
                "{at}: `while_paused` can end with `resume()` or `pause(…)`, but not with another move"
            ))),
        }
    }
}
