//! Making a record of a turn readable.

use std::panic::Location;

use serde_json::{Map, Value};

use crate::{
    Message,
    payload::{Keyring, PayloadRoute, Unsealed, split_version},
    plan::{self, Loss, Policy},
    state::{ConversationState, Frame},
    trace::{
        End, Record, RecordedStep, Recorder, Remembered, SaidMessage, Step, Trace, Tried, said, summary,
    },
    turn::Snapshot,
};

use super::Program;

impl Program {
    /// What is said, before it is planned.
    pub(super) fn tell_messages(
        &self,
        messages: &[(Message<Unsealed>, Policy)],
        places: &[&'static Location<'static>],
    ) -> Vec<SaidMessage> {
        let told = messages.iter().zip(places).map(|((message, _), at)| SaidMessage {
            at: at.to_string(),
            said: said(message),
            doubts: self.dead_payloads(message),
            ..SaidMessage::default()
        });
        told.collect()
    }

    /// The payloads of a message that no block answers.
    fn dead_payloads(&self, message: &Message<Unsealed>) -> Vec<String> {
        let routes = message.payloads().into_iter().filter_map(|payload| match payload {
            Unsealed::Payload(payload) => Some(split_version(&payload.route).0),
            Unsealed::Sealed(_) => None,
        });
        let dead = routes.filter_map(|route| {
            let PayloadRoute { context, name } = PayloadRoute::split(route);
            let room = self.payload_room(context?)?;
            let path = &self.rooms[room].path;
            (!self.answers_to(room, name))
                .then(|| format!("a button says `{name}`, and no block of context `{path}` answers it"))
        });
        dead.collect()
    }
}

/// What became of what was said.
pub(super) fn planned(
    told: Vec<SaidMessage>,
    steps: &[plan::Step<Unsealed>],
    losses: &[(usize, Loss)],
) -> Vec<SaidMessage> {
    let planned = told.into_iter().enumerate().map(|(number, mut message)| {
        message.parts = steps.iter().filter(|step| step.message == number).count();
        for (_, loss) in losses.iter().filter(|(of, _)| *of == number) {
            let list =
                if matches!(loss, Loss::Shortened(_)) { &mut message.doubts } else { &mut message.losses };
            list.push(loss.to_string());
        }
        message
    });
    planned.collect()
}

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
