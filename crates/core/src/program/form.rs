//! Questions: how they are put, put again, and abandoned.

use crate::{Result, block::Block, flow::Move, state::Frame};

use super::{event::Taken, place::Here, run::Run};

impl Run<'_> {
    /// Runs what puts the question of an answer.
    pub(super) async fn put_question(&mut self, answer: usize) -> Result<Option<(Here, Move)>> {
        self.moved = true;
        let Some(block) = self.program.rooms[answer].ask() else { return Ok(None) };
        self.hook(answer, block).await
    }

    /// A press that leads out of a form abandons it. Handing the press over does not.
    pub(super) async fn abandon_form(&mut self, here: Here, block: &Block) -> Result<()> {
        let program = self.program;
        if self.shared.press.is_none() || !self.delegated.is_empty() {
            return Ok(());
        }
        let belongs = |waiting: usize| {
            program.same_form(here.serves, waiting) || (block.deep && program.is_inside(waiting, here.room))
        };
        let mut stack: Vec<Frame> = self.state.stack.clone();
        while program.waiting(&stack).is_some_and(|waiting| !belongs(waiting)) {
            stack.pop();
        }
        if stack.len() < self.state.stack.len() {
            self.enter(stack, true).await?;
            self.entering.clear();
        }
        Ok(())
    }

    /// Puts the question again after something else was said.
    pub(super) async fn repeat_question(&mut self, taken: Taken) -> Result<()> {
        let event = &self.shared.event;
        let Some(waiting) = self.program.waiting(&self.state.stack) else { return Ok(()) };
        if self.moved || !event.is_said() {
            return Ok(());
        }
        let interrupted = match taken {
            Taken::By(room) => room != waiting,
            Taken::Nobody => event.addressed && self.shared.press.is_none(),
            Taken::Halted | Taken::Refused(_) => false,
        };
        if interrupted {
            let answer = &self.program.rooms[waiting].path;
            tracing::debug!(answer, turn = self.shared.turn_id, "the question is put again");
            if let Some((here, go)) = self.put_question(waiting).await? {
                self.go(here, go).await?;
            }
        }
        Ok(())
    }
}
