//! Making a record of a turn readable.

use serde_json::{Map, Value};

use crate::{
    payload::Keyring,
    state::{ConversationState, Frame},
    trace::{End, Record, RecordedStep, Recorder, Remembered, Step, Trace, Tried, summary},
    turn::Snapshot,
};

use super::Program;

impl Program {
    /// What was written down of a turn, made readable: `snapshot` is what the turn began with, `error` why it failed, if it did.
    ///
    /// Which event it was, and how long and how often it ran, is known to whoever ran it.
    pub fn trace(
        &self,
        snapshot: &Snapshot,
        recorder: &Recorder,
        keyring: &Keyring,
        error: Option<&str>,
    ) -> Trace {
        let Record { steps, messages, meaning, end } = recorder.record();
        let explanation = self.explain(snapshot, keyring, meaning.as_ref());
        let steps: Vec<_> = steps.into_iter().map(|step| self.readable(step)).collect();
        let before = &snapshot.state;
        let (verdict, after) = match &end {
            Some((verdict, after)) if error.is_none() => (verdict.as_str(), after),
            _ => ("failed", before),
        };
        let tried = explanation.blocks.into_iter().map(|tried| Tried { took: took(&tried, &steps), ..tried });
        let alias = snapshot.destination.aliases.first();
        Trace {
            at: snapshot.now,
            platform: snapshot.platform.to_string(),
            user: alias.map_or_else(|| snapshot.user.id.to_string(), |alias| alias.value.clone()),
            name: snapshot.user.profile.name.clone(),
            summary: summary(&snapshot.event),
            routed: explanation.routed,
            verdict: verdict.to_owned(),
            before: contexts(&before.stack),
            after: contexts(&after.stack),
            tried: tried.collect(),
            steps,
            meaning,
            session: Remembered { before: sessions(before), after: sessions(after) },
            messages,
            error: error.map(str::to_owned),
            ..Trace::default()
        }
    }

    fn readable(&self, step: RecordedStep) -> Step {
        match step {
            RecordedStep::Move { room } => Step::Move { to: self.rooms[room].path.clone() },
            RecordedStep::Block { room, rank, at, end } => Step::Block {
                context: self.rooms[room].path.clone(),
                block: rank.name().to_owned(),
                at: at.to_string(),
                end: match end {
                    End::Done => "done".to_owned(),
                    End::Pass => PASSED.to_owned(),
                    End::Halt => "halt".to_owned(),
                    End::Go(verb, Some(to)) => format!("{verb}({to})"),
                    End::Go(verb, None) => verb.to_owned(),
                    End::Rejected(why) => format!("{REJECTED}{why}"),
                    End::Failed(why) => format!("an error: {why}"),
                },
            },
        }
    }
}

const PASSED: &str = "pass";
const REJECTED: &str = "nothing, as the event does not give what it takes: ";

/// Whether a block ran and did not step aside.
fn took(tried: &Tried, steps: &[Step]) -> bool {
    steps.iter().any(|step| match step {
        Step::Block { at, end, .. } => *at == tried.at && end != PASSED && !end.starts_with(REJECTED),
        Step::Move { .. } => false,
    })
}

fn contexts(stack: &[Frame]) -> Vec<String> {
    stack.iter().map(|frame| frame.context.clone()).collect()
}

fn sessions(state: &ConversationState) -> Map<String, Value> {
    state.sessions.iter().map(|(name, value)| (name.clone(), value.clone())).collect()
}
