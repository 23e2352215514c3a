//! Moving the conversation: where a flow leads, and what runs on the way.

use std::panic::Location;

use crate::{
    Error, Result, Route,
    flow::{Goal, Move},
    state::{ConversationState, Frame},
    trace::RecordedStep,
};

use super::{
    place::Here,
    routes::{is_answer, is_no_answer},
    run::Run,
};

/// How many moves one event may cause. More is taken for a circle.
const MOVES: usize = 16;

impl Run<'_> {
    /// Goes where a flow says; what runs on the way may send it further.
    pub(super) async fn go(&mut self, here: Here, go: Move) -> Result<()> {
        let mut next = Some((here, go));
        while let Some((here, go)) = next {
            self.count(go.at)?;
            next = self.step(here, go).await?;
        }
        Ok(())
    }

    /// Counts a move of this turn.
    ///
    /// # Errors
    ///
    /// If there were so many that the conversation goes round in circles.
    pub(super) fn count(&mut self, at: &'static Location<'static>) -> Result<()> {
        self.moves.push(at);
        if self.moves.len() <= MOVES {
            return Ok(());
        }
        let mut lines: Vec<_> = self.moves.iter().map(ToString::to_string).collect();
        lines.sort();
        lines.dedup();
        let lines = lines.join(", ");
        Err(Error::terminal(format!(
            "{at}: one event moved the conversation {MOVES} times and would not end; the moves are at {lines}"
        )))
    }

    /// One move. Gives the next one, if what runs on the way asks for it.
    async fn step(&mut self, here: Here, go: Move) -> Result<Option<(Here, Move)>> {
        let Move { to, params, at, fault, save, memorize, replay, pause } = go;
        if let Some(fault) = fault {
            return Err(Error::terminal(format!("{at}: {fault}")));
        }
        if memorize {
            self.memorize()?;
        }
        self.replay |= replay;
        self.pause(pause);
        let left = save.then(|| self.state.stack.clone());
        if let Goal::Form(step) = to {
            return self.step_in_form(here, step, params).await;
        }
        let program = self.program;
        let asks = matches!(to, Goal::Ask(_));
        let (mut puts_question, mut returns) = (asks, false);
        let stack = match to {
            Goal::Change(route) => {
                let room = self.find(here, &route, at)?;
                if program.rooms[room].is_answer {
                    return Err(Error::terminal(format!("{at}: {}", is_answer(&route))));
                }
                program.base(room, params)
            }
            Goal::Ask(route) => self.asked(self.find_answer(here, &route, at)?, params, at),
            Goal::Leave => {
                puts_question = true;
                let Some(stack) = self.after_leaving(here.serves, params) else { return Ok(None) };
                stack
            }
            Goal::Keep => self.kept(here.serves, params),
            Goal::Saved => {
                puts_question = true;
                returns = true;
                if self.state.saved.is_none() {
                    tracing::warn!(%at, "no context was saved; the conversation returns to the default one");
                }
                let stack = self.state.saved.clone().unwrap_or_default();
                let saved = ConversationState { stack, ..Default::default() };
                program.arrive(&saved, &self.shared.event).stack
            }
            Goal::Stay | Goal::Form(_) => return Ok(None),
            Goal::Delegate { to, .. } => {
                let text = format!("{at}: only a block that takes an event can hand it to `{to}`");
                return Err(Error::terminal(text));
            }
        };
        if !self.enter(stack, !asks).await? {
            self.replay = false;
            return Ok(None);
        }
        if returns || left.is_some() {
            self.state.saved = left;
        }
        let next = self.welcome().await?;
        match self.program.waiting(&self.state.stack) {
            Some(answer) if puts_question && next.is_none() => self.put_question(answer).await,
            _ => Ok(next),
        }
    }

    /// Makes this the stack. `on_exit` of what is left runs first; in front of it `before_exit`, which may forbid
    /// it. Gives whether the conversation went.
    pub(super) async fn enter(&mut self, mut stack: Vec<Frame>, may_be_forbidden: bool) -> Result<bool> {
        let program = self.program;
        let (from, to) = (program.rooms_of(&self.state.stack), program.rooms_of(&stack));
        let shared = from.iter().zip(&to).take_while(|(from, to)| from == to).count();
        let left = &from[shared..];
        if may_be_forbidden && !left.is_empty() && self.is_forbidden().await? {
            return Ok(false);
        }
        for &room in left.iter().rev() {
            self.run_on_exit(room).await?;
        }
        self.entering = to[shared..].to_vec();
        let too_many = stack.len().saturating_sub(ConversationState::DEPTH);
        if too_many > 0 {
            tracing::warn!(depth = stack.len(), "questions nest too deep; the oldest place is forgotten");
            stack.drain(..too_many);
        }
        self.state.stack = stack;
        self.moved = true;
        let room = program.current(&self.state.stack);
        self.shared.recorder.note(|record| record.steps.push(RecordedStep::Move { room }));
        Ok(true)
    }

    /// The room that a route leads to.
    pub(super) fn find(&self, here: Here, route: &Route, at: &'static Location<'static>) -> Result<usize> {
        let found = self.program.resolve(here.room, route.as_str());
        found.ok_or_else(|| Error::terminal(format!("{at}: {}", self.program.nowhere(here, route))))
    }

    fn find_answer(&self, here: Here, route: &Route, at: &'static Location<'static>) -> Result<usize> {
        let room = self.find(here, route, at)?;
        if self.program.rooms[room].is_answer {
            return Ok(room);
        }
        Err(Error::terminal(format!("{at}: {}", is_no_answer(route))))
    }
}
