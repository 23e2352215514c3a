//! What runs when the conversation comes and goes, and around the blocks of every turn.

use crate::{
    Error, Result,
    block::Rank,
    flow::{Move, Next},
};

use super::{event::Taken, place::Here, run::Run};

impl Run<'_> {
    /// Runs what comes before all blocks of every turn. Gives what came of it, if they are not asked.
    pub(super) async fn run_before_blocks(&mut self) -> Result<Option<Taken>> {
        for block in &self.program.before_blocks {
            let room = self.program.current(&self.state.stack);
            let here = Here { room, serves: room };
            let Some(flow) = self.block(here, block).await? else { continue };
            if flow.next == Next::Halt || flow.go.is_some() {
                self.follow(here, flow).await?;
                return Ok(Some(Taken::Halted));
            }
        }
        Ok(None)
    }

    /// Runs what comes after all blocks of every turn.
    pub(super) async fn run_after_blocks(&mut self) -> Result<()> {
        for block in &self.program.after_blocks {
            let room = self.program.current(&self.state.stack);
            let here = Here { room, serves: room };
            if let Some(flow) = self.block(here, block).await? {
                self.follow(here, flow).await?;
            }
        }
        Ok(())
    }

    /// Runs `on_exit` of a room.
    pub(super) async fn run_on_exit(&mut self, room: usize) -> Result<()> {
        let Some(block) = self.program.rooms[room].own.single(Rank::OnExit) else { return Ok(()) };
        match self.hook(room, block).await? {
            None => Ok(()),
            Some((_, Move { at, .. })) => Err(Error::terminal(format!(
                "{at}: `on_exit` cannot move the conversation, which is on its way already; `before_exit` of the app can forbid it"
            ))),
        }
    }

    /// Runs `on_enter` of the rooms that were entered, until one of them sends the conversation on.
    pub(super) async fn welcome(&mut self) -> Result<Option<(Here, Move)>> {
        for room in std::mem::take(&mut self.entering) {
            let Some(block) = self.program.rooms[room].own.single(Rank::OnEnter) else { continue };
            let next = self.hook(room, block).await?;
            if next.is_some() {
                return Ok(next);
            }
        }
        Ok(None)
    }

    /// Runs a block that is no one's candidate. Gives the move it ends with.
    pub(super) async fn hook(&self, room: usize, block: usize) -> Result<Option<(Here, Move)>> {
        let here = Here { room, serves: room };
        let flow = self.block(here, self.program.rooms[room].block(block)).await?;
        Ok(flow.and_then(|flow| flow.go).map(|go| (here, go)))
    }

    /// Whether `before_exit` keeps the conversation where it is.
    pub(super) async fn is_forbidden(&self) -> Result<bool> {
        let room = self.program.current(&self.state.stack);
        for block in &self.program.before_exit {
            let Some(flow) = self.block(Here { room, serves: room }, block).await? else { continue };
            if let Some(go) = flow.go {
                let text = format!("{}: `before_exit` can end with `halt()`, but not with a move", go.at);
                return Err(Error::terminal(text));
            }
            if flow.next == Next::Halt {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
