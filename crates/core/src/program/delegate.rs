//! Handing an event to another room.

use std::sync::Arc;

use crate::{
    Error, Result,
    block::Rank,
    flow::{Goal, Move, Next},
};

use super::{event::Taken, offer::Offer, place::Here, run::Run};

impl Run<'_> {
    /// Hands the event to another room. `None` if matching goes on where it came from.
    pub(super) async fn delegate(&mut self, here: Here, go: Move) -> Result<Option<Taken>> {
        let Move {
            to: Goal::Delegate { to, everything_else },
            params,
            at,
            fault,
            memorize,
            replay,
            pause,
            ..
        } = go
        else {
            return Ok(None);
        };
        self.count(at)?;
        self.replay |= replay;
        self.pause(pause);
        if memorize {
            self.memorize()?;
        }
        if let Some(fault) = fault {
            return Err(Error::terminal(format!("{at}: {fault}")));
        }
        let program = self.program;
        let room = self.find(here, &to, at)?;
        if self.stops_delegation(here.serves, Rank::BeforeDelegate).await? {
            return Ok(Some(Taken::Halted));
        }
        self.delegated.push((room, params));
        if self.stops_delegation(room, Rank::OnDelegate).await? {
            self.delegated.pop();
            return Ok(Some(Taken::Halted));
        }
        let shared = Arc::clone(&self.shared);
        let press = shared.press.as_ref().map(|press| press.name.as_str());
        let waiting = program.waiting(&self.state.stack);
        let offer = Offer { event: &shared.event, press, by_name: false, waiting, everything_else };
        let candidates = program.candidates(room, offer);
        let taken = Box::pin(self.offer(room, candidates)).await?;
        self.delegated.pop();
        Ok(if taken == Taken::Nobody && !everything_else { None } else { Some(taken) })
    }

    /// Runs a hook of delegation. Gives whether it ended with `halt()`.
    async fn stops_delegation(&mut self, room: usize, rank: Rank) -> Result<bool> {
        let program = self.program;
        let Some(block) = program.rooms[room].own.single(rank) else { return Ok(false) };
        let here = Here { room, serves: room };
        let Some(flow) = self.block(here, program.rooms[room].block(block)).await? else { return Ok(false) };
        let halts = flow.next == Next::Halt;
        self.follow(here, flow).await?;
        Ok(halts)
    }
}
