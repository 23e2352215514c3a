//! The steps of a form that was declared as a whole.

use std::sync::Arc;

use serde_json::Value;

use crate::{
    Error, Result,
    block::Rank,
    flow::{FormStep, Goal, Move},
    turn::Matched,
};

use super::{place::Here, run::Run};

impl Run<'_> {
    /// One step of the form that a block belongs to, which knows this by now. Gives the move that comes next.
    pub(super) async fn step_in_form(
        &mut self,
        here: Here,
        step: FormStep,
        known: Value,
    ) -> Result<Option<(Here, Move)>> {
        let program = self.program;
        let form = program.form_of(here.serves).ok_or_else(|| Error::terminal("no form to go on with"))?;
        let Some(place) = self.place_of(form) else { return Ok(None) };
        if step == FormStep::Stay {
            self.state.stack[place].params = known;
            return Ok(None);
        }
        let mut stack = self.state.stack[..=place].to_vec();
        stack[place].params = known.clone();
        match step {
            FormStep::Filled => return self.fill_in(form, place, known).await,
            FormStep::Ask(field) => {
                let field = program.by_path[&format!("{}/{field}", program.rooms[form].path)];
                stack.push(program.frame(field, Value::Null));
            }
            FormStep::Continue | FormStep::Stay => {}
        }
        self.enter(stack, false).await?;
        self.entering.clear();
        self.put_question(program.current(&self.state.stack)).await
    }

    /// Hands the form to the block that waits for it. It is over by then.
    async fn fill_in(&mut self, form: usize, place: usize, known: Value) -> Result<Option<(Here, Move)>> {
        let program = self.program;
        let around = program.rooms[form].parent.unwrap_or(program.default);
        let here = Here { room: around, serves: around };
        let without = self.state.stack[..place].to_vec();
        self.enter(without, false).await?;
        let Some(block) = program.rooms[form].own.single(Rank::Form) else { return Ok(None) };
        let block = program.rooms[form].block(block);
        let flow = self.matched(here, block, Matched::Filled(Arc::new(known))).await?;
        let welcomed = self.welcome().await?;
        match flow.and_then(|flow| flow.go) {
            // The form is left already.
            Some(Move { to: Goal::Leave, replay, .. }) => self.replay |= replay,
            Some(go) => return Ok(Some((here, go))),
            None => {}
        }
        match program.waiting(&self.state.stack) {
            Some(answer) if welcomed.is_none() => self.put_question(answer).await,
            _ => Ok(welcomed),
        }
    }
}
