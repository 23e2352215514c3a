//! Handling an event: what stands around the blocks, the block that takes it, and what it leads to.

use std::sync::Arc;

use crate::{
    Result, Verdict,
    block::Block,
    flow::{Flow, Goal, Move, Next},
};

use super::{
    index::Index,
    offer::{Candidate, Offer},
    place::{Arrival, is_heard},
    press::Reading,
    run::Run,
};

/// What came of offering an event to the blocks of a room.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Taken {
    /// A block declared in that room took it.
    By(usize),
    /// A block took it, and nothing more is to be done.
    Halted,
    /// No block took it.
    Nobody,
    /// The block may not see the press.
    Refused(Verdict),
}

impl Run<'_> {
    /// Handles the event of the turn.
    pub(super) async fn event(&mut self, reading: Reading) -> Result<Verdict> {
        let program = self.program;
        let arrival = program.arrive(&self.state, &self.shared.event);
        let current = program.current(arrival.standing());
        let (room, press, by_name) = match reading {
            Reading::Stale(verdict) => return Ok(verdict),
            Reading::Page(opened) => {
                self.opened = Some(*opened);
                return Ok(Verdict::Handled);
            }
            Reading::NoPress => (program.route(current, &self.shared.event), None, false),
            Reading::Routed(room, press) => (room, Some(press), false),
            Reading::ByName(press) => (program.route(current, &self.shared.event), Some(press), true),
        };
        let waiting = program.waiting(arrival.standing());
        let name = press.as_ref().map(|press| press.name.as_str());
        let offer = Offer { event: &self.shared.event, press: name, by_name, waiting, everything_else: true };
        let candidates = program.candidates(room, offer);
        if press.is_some() && candidates.is_empty() {
            return Ok(Verdict::Unknown);
        }
        if let Some(press) = press {
            Arc::make_mut(&mut self.shared).press = Some(press);
        }
        self.arrive(arrival).await?;
        let taken = match self.run_before_blocks().await? {
            Some(taken) => taken,
            None => self.offer(room, candidates).await?,
        };
        self.repeat_question(taken).await?;
        self.run_after_blocks().await?;
        Ok(self.verdict(taken))
    }

    /// Brings the conversation to where it stands when the event comes.
    async fn arrive(&mut self, Arrival { stack, kept }: Arrival) -> Result<()> {
        self.state.stack = stack;
        while self.state.stack.len() > kept {
            self.run_on_exit(self.program.current(&self.state.stack)).await?;
            self.state.stack.pop();
        }
        self.entered.clone_from(&self.state.stack);
        if self.program.expires && is_heard(&self.shared.event) {
            self.state.heard = self.state.heard.max(Some(self.shared.event.at));
        }
        Ok(())
    }

    /// Runs the blocks of a room: what comes before, the one that takes the event, and what comes after.
    pub(super) async fn offer(&mut self, room: usize, candidates: Vec<Candidate>) -> Result<Taken> {
        let program = self.program;
        for (here, block) in program.around(room, Index::before) {
            let Some(flow) = self.block(here, program.rooms[here.room].block(block)).await? else { continue };
            match flow {
                Flow { go: Some(go @ Move { to: Goal::Delegate { .. }, .. }), .. } => {
                    if let Some(taken) = self.delegate(here, go).await? {
                        return Ok(taken);
                    }
                }
                Flow { next: Next::Halt, .. } | Flow { go: Some(_), .. } => {
                    self.follow(here, flow).await?;
                    return Ok(Taken::Halted);
                }
                Flow { .. } => {}
            }
        }
        let mut taken = Taken::Nobody;
        for Candidate { here, block, .. } in candidates {
            let block = program.rooms[here.room].block(block);
            if let Some(verdict) = self.refused_by(block) {
                return Ok(Taken::Refused(verdict));
            }
            if !self.means(room, here, block).await? {
                continue;
            }
            let Some(flow) = self.block(here, block).await? else { continue };
            if let Some(go @ Move { to: Goal::Delegate { .. }, .. }) = flow.go {
                self.abandon_form(here, block).await?;
                match self.delegate(here, go).await? {
                    Some(taken) => return Ok(taken),
                    None => continue,
                }
            }
            let next = flow.next;
            if next != Next::Pass {
                self.abandon_form(here, block).await?;
            }
            self.follow(here, flow).await?;
            match next {
                Next::Pass => continue,
                Next::Halt => return Ok(Taken::Halted),
                Next::Done => taken = Taken::By(here.room),
            }
            break;
        }
        for (here, block) in program.around(room, Index::after) {
            if let Some(flow) = self.block(here, program.rooms[here.room].block(block)).await? {
                self.follow(here, flow).await?;
            }
        }
        Ok(taken)
    }

    fn verdict(&self, taken: Taken) -> Verdict {
        match taken {
            Taken::Refused(verdict) => verdict,
            Taken::Nobody if self.shared.press.is_none() => Verdict::Unmatched,
            // Every block stepped aside: silence is allowed only if one of them said something first.
            Taken::Nobody if self.is_silent() => Verdict::Unknown,
            Taken::By(_) | Taken::Halted | Taken::Nobody => Verdict::Handled,
        }
    }

    fn is_silent(&self) -> bool {
        let notices_show = self.snapshot.event.press_id.is_some();
        self.shared.reply.heard(notices_show) == 0
    }

    /// Why the press may not be seen by that block.
    fn refused_by(&self, block: &Block) -> Option<Verdict> {
        self.shared.press.as_ref()?.refused_by(block.typed.as_ref()?)
    }
}
