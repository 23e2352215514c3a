//! Timing out: contexts that are left by themselves when nothing is heard from the person.

use jiff::Timestamp;

use crate::{
    Event, EventKind, Result, Verdict,
    block::Rank,
    event::{Timer, TimerPurpose},
    flow::{Goal, Move, Next},
    state::{ConversationState, Frame, Silence},
    turn::TimerChange,
};

use super::{
    Program,
    place::{Here, is_heard},
    run::Run,
};

/// What the timer is called that a conversation waits for while something in it times out.
const TIMER: &str = "silence";

impl Run<'_> {
    /// A timer is due. Leaves what has timed out; what was left or heard from meanwhile has not.
    pub(super) async fn fire(&mut self, timer: Timer) -> Result<Verdict> {
        let program = self.program;
        let TimerPurpose::Silence = timer.purpose;
        self.state.stack = program.arrive(&self.state, &self.shared.event).stack;
        self.entered.clone_from(&self.state.stack);
        let Some(Silence { since, .. }) = self.state.silence else { return Ok(Verdict::Unmatched) };
        let is_over = |frame: &Frame| {
            program.times_out_at(frame, since).is_some_and(|deadline| deadline <= self.snapshot.now)
        };
        match self.state.stack.iter().position(is_over) {
            Some(place) => self.time_out(place).await.map(|()| Verdict::Handled),
            None => Ok(Verdict::Unmatched),
        }
    }

    /// Leaves the context at that place of the stack, with all that was asked from it, says so, and goes on with what is
    /// around it.
    async fn time_out(&mut self, place: usize) -> Result<()> {
        let program = self.program;
        let room = program.room_of(&self.state.stack[place]);
        let here = Here { room, serves: room };
        tracing::debug!(context = program.rooms[room].path, turn = self.shared.turn_id, "timed out");
        self.enter(self.state.stack[..place].to_vec(), false).await?;
        let flow = match program.rooms[room].own.single(Rank::TimesOut) {
            // This answers nothing, and the person wants no such messages.
            Some(_) if self.shared.user.stopped() => None,
            Some(block) => self.block(here, program.rooms[room].block(block)).await?,
            None => None,
        };
        let flow = flow.unwrap_or_default();
        let welcomed = self.welcome().await?;
        let further = match flow.go {
            // The context is left already.
            Some(Move { to: Goal::Leave, .. }) | None => welcomed,
            Some(go) => Some((here, go)),
        };
        let further = match (further, program.waiting(&self.state.stack)) {
            (None, Some(answer)) if flow.next != Next::Halt => self.put_question(answer).await?,
            (further, _) => further,
        };
        match further {
            Some((here, go)) => self.go(here, go).await,
            None => Ok(()),
        }
    }
}

impl Program {
    /// Notes at the end of a turn since when the person is silent, and sets the timer if something times out by that.
    /// `stood` is where the conversation stood before.
    pub(super) fn wait_for_person(
        &self,
        state: &mut ConversationState,
        stood: &[Frame],
        event: &Event,
        now: Timestamp,
    ) -> Option<TimerChange> {
        let before = state.silence.take();
        if !self.times_out && before.is_none() {
            return None;
        }
        // A question that is put by itself is waited for from then on.
        let stood = stood.iter().take(state.stack.len());
        let asks = !state.stack.iter().map(|frame| &frame.context).eq(stood.map(|frame| &frame.context));
        let since = before.filter(|_| !asks && !is_heard(event)).map_or(now, |silence| silence.since);
        // Nobody is asked to hurry while somebody else talks with them.
        let since = state.paused_until.map_or(since, |paused| since.max(paused));
        let deadlines = state.stack.iter().filter_map(|frame| self.times_out_at(frame, since));
        let Some(until) = deadlines.min() else {
            return before.map(|_| TimerChange::Cancel(TIMER.to_owned()));
        };
        state.silence = Some(Silence { since, until });
        let has_fired = matches!(&event.kind, EventKind::Timer(timer) if timer.key == TIMER);
        let is_set = before.is_some_and(|before| before.until == until) && !has_fired;
        (!is_set).then(|| TimerChange::set(TIMER, TimerPurpose::Silence, until))
    }

    /// When a context times out if nothing is heard from that time on.
    fn times_out_at(&self, frame: &Frame, since: Timestamp) -> Option<Timestamp> {
        let limit = self.rooms[self.room_of(frame)].times_out?;
        Some(since.checked_add(limit).unwrap_or(Timestamp::MAX))
    }
}
