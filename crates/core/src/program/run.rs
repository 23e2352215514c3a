//! Running a turn: which blocks take the event, and what comes of it.

use std::sync::Arc;

use serde_json::Value;

use crate::{
    ErrorKind, EventKind, Reply, Result, Turn, Verdict,
    block::{Block, Pattern},
    chat_log::Remark,
    extract::{Captures, Kept, Press, SessionStore, User},
    flow::Flow,
    state::{ConversationState, Frame, PersonChange, Titles},
    trace::{End, RecordedStep},
    turn::{Matched, Outcome, Shared, Snapshot},
};

use super::{
    Program, Tools, compose::Composed, group, meaning::Meaning, pages::Opened, place::Here, press::Reading,
    vanish,
};

impl Program {
    /// Handles one event: runs the blocks that take it, and gives what they changed and said, as calls.
    ///
    /// # Errors
    ///
    /// The error a block ended with; or, final, that something was said that cannot be said, that a route leads
    /// nowhere, that moves go round in circles, or that a session does not serialise. Nothing of a failed turn may
    /// be kept.
    pub async fn turn(&self, snapshot: Snapshot, tools: &Tools<'_>) -> Result<Outcome> {
        let stopped = snapshot.user.stopped;
        let stood = if self.times_out { snapshot.state.stack.clone() } else { Vec::new() };
        let (run, verdict) = self.converse(snapshot, tools).await?;
        let Run { mut state, shared, snapshot, opened, .. } = run;
        shared.sessions.save(&mut state)?;
        let timers = self.wait_for_person(&mut state, &stood, &snapshot.event, snapshot.now);
        let timers = timers.into_iter().collect();
        let person = person_change(&shared, &snapshot, verdict, stopped)?;
        let spoken = shared.reply.close();
        let Composed { calls, payloads, notice, titles, vanishing } = match opened {
            Some(opened) => Self::compose_page(opened, &snapshot, tools)?,
            None => self.compose(spoken, &shared.user.locale(), &snapshot, &mut state.named, tools).await?,
        };
        if let Some(titles) = titles {
            let waiting = self.waiting(&state.stack).map(|room| self.rooms[room].path.clone());
            state.titles = Titles { user: snapshot.user.id, answer: waiting, ..titles };
        }
        let mut payloads = payloads;
        let to_group = self.compose_for_group(&shared, &snapshot, tools).await?;
        let mut outgoing = vanish::calls(&mut state, &snapshot, &shared, tools);
        vanish::remember(&mut state, vanishing);
        outgoing.extend(calls);
        if let Some(to_group) = to_group {
            outgoing.extend(to_group.calls);
            payloads.extend(to_group.payloads);
        }
        let calls = outgoing;
        let used = snapshot.stored_payload.filter(|stored| stored.once && verdict == Verdict::Handled);
        let used = used.map(|stored| stored.id);
        tools.recorder.note(|record| record.end = Some((verdict, state.clone())));
        Ok(Outcome { state, person, calls, payloads, used, timers, notice, verdict })
    }

    /// Runs the blocks. What they said is still in the reply.
    pub(super) async fn converse(
        &self,
        mut snapshot: Snapshot,
        tools: &Tools<'_>,
    ) -> Result<(Run<'_>, Verdict)> {
        self.put_elsewhere(&mut snapshot)?;
        snapshot.user.stopped = self.stop_words.heard(&snapshot.event).unwrap_or(snapshot.user.stopped);
        let pressed = self.pressed(&snapshot);
        let reading = self.read_press(pressed.as_ref(), &snapshot, tools.keyring);
        tools.recorder.remark(|remarks| {
            remarks.heard = match &reading {
                Reading::Routed(_, press) | Reading::ByName(press) if snapshot.event.payload().is_some() => {
                    Some(Remark::pressed(press))
                }
                _ => Remark::heard(&snapshot.event),
            };
        });
        let chosen = pressed.filter(|_| !snapshot.state.titles.is_empty()).map(|it| it.wire().to_owned());
        let mut state = std::mem::take(&mut snapshot.state);
        match (&reading, chosen) {
            // A title that was not typed after all: its payload is nobody's business.
            (Reading::NoPress, _) => snapshot.stored_payload = None,
            (_, Some(payload)) => state.titles.chosen(&payload),
            (_, None) => {}
        }
        let sessions = SessionStore::new(&mut state);
        let shared = Arc::new(self.shared(&snapshot, sessions, None, tools));
        let entered = state.stack.clone();
        let mut run = Run {
            program: self,
            state,
            shared,
            snapshot,
            entered,
            entering: Vec::new(),
            delegated: Vec::new(),
            moves: Vec::new(),
            moved: false,
            replay: false,
            opened: None,
        };
        let verdict = match (run.pauses().await?, run.shared.event.kind.clone()) {
            (true, _) => Verdict::Paused,
            (false, EventKind::Timer(timer)) => run.fire(timer).await?,
            (false, EventKind::Speech(speech)) => run.speak(*speech),
            (false, _) => run.event(reading).await?,
        };
        if verdict.is_stale() {
            run.answer_stale(verdict).await?;
        }
        run.replay_memorized().await?;
        Ok((run, verdict))
    }

    /// What the blocks of a turn share.
    pub(super) fn shared(
        &self,
        snapshot: &Snapshot,
        sessions: Arc<SessionStore>,
        press: Option<Press>,
        tools: &Tools<'_>,
    ) -> Shared {
        let reply = Reply::default();
        let catalog = self.texts.current();
        let user = User::new(snapshot.user.clone(), catalog.default_locale(), reply.clone());
        Shared {
            turn_id: snapshot.turn_id.clone(),
            platform: snapshot.platform,
            event: snapshot.event.clone(),
            user,
            now: snapshot.now,
            reply,
            reply_group: group::reply_of(snapshot),
            sessions,
            user_data: SessionStore::of(snapshot.user.memory.clone()),
            data: Arc::clone(&self.data),
            press,
            journal: Arc::clone(&tools.journal),
            files: Arc::clone(&tools.files),
            handle: self.handle.clone(),
            failure: None,
            meaning: Meaning::default(),
            catalog,
            recorder: tools.recorder.clone(),
        }
    }
}

/// What the turn changed about the person, who wanted no messages before if `stopped`.
fn person_change(
    shared: &Shared,
    snapshot: &Snapshot,
    verdict: Verdict,
    stopped: bool,
) -> Result<PersonChange> {
    let Kept { memory, read, changed } = shared.user_data.keep()?;
    Ok(PersonChange {
        met: !snapshot.user.met && verdict != Verdict::Paused,
        stopped: Some(shared.user.stopped()).filter(|now| *now != stopped),
        locale: shared.user.changed_locale(),
        read: read.then_some(snapshot.user.version),
        memory: changed.then_some(memory),
    })
}

/// A turn under way.
pub(super) struct Run<'a> {
    pub(super) program: &'a Program,
    pub(super) state: ConversationState,
    pub(super) shared: Arc<Shared>,
    pub(super) snapshot: Snapshot,
    /// Where the conversation was when the event came.
    pub(super) entered: Vec<Frame>,
    /// The rooms whose `on_enter` has to run.
    pub(super) entering: Vec<usize>,
    /// The rooms that the event was handed to, with parameters; the last one has it now.
    pub(super) delegated: Vec<(usize, Value)>,
    /// The author's lines that moved the conversation.
    pub(super) moves: Vec<&'static std::panic::Location<'static>>,
    /// Whether the conversation moved, or a question was put.
    pub(super) moved: bool,
    /// Whether the memorised event is to be handled.
    pub(super) replay: bool,
    /// The page that was pressed for. Nothing else is said then.
    pub(super) opened: Option<Opened>,
}

impl Run<'_> {
    /// Runs one block. `None` if the event does not give what it takes.
    pub(super) async fn block(&self, here: Here, block: &Block) -> Result<Option<Flow>> {
        let matched = match (&block.pattern, self.shared.event.text()) {
            (Pattern::Regex(Ok(regex)), Some(text)) => match Captures::find(regex, text) {
                Some(captures) => Matched::Captures(captures),
                None => return Ok(None),
            },
            _ => Matched::Nothing,
        };
        self.matched(here, block, matched).await
    }

    /// Runs one block with what was found for it.
    pub(super) async fn matched(&self, here: Here, block: &Block, matched: Matched) -> Result<Option<Flow>> {
        for reply in [Some(&self.shared.reply), self.shared.reply_group.as_ref()].into_iter().flatten() {
            reply.begin_block(here.room, block.at);
        }
        let turn = Turn::new(Arc::clone(&self.shared), matched, self.given(here));
        let (context, kind, at) = (&self.program.rooms[here.room].path, block.rank.name(), block.at);
        self.shared.recorder.begin_block(at);
        let ended = block.body.run(&turn).await;
        self.shared.recorder.note(|record| {
            let end = match &ended {
                Ok(flow) => End::from(flow),
                Err(error) if error.kind() == ErrorKind::Rejected => End::Rejected(error.to_string()),
                Err(error) => End::Failed(error.to_string()),
            };
            record.steps.push(RecordedStep::Block { room: here.room, rank: block.rank, at: block.at, end });
        });
        match ended {
            Ok(flow) => {
                tracing::debug!(%context, kind, %at, turn = self.shared.turn_id, "block ran");
                Ok(Some(flow))
            }
            Err(error) if error.kind() == ErrorKind::Rejected => {
                tracing::warn!(%context, kind, %at, %error, "the event does not give what this block takes");
                Ok(None)
            }
            Err(error) => {
                tracing::error!(%context, kind, %at, %error, turn = self.shared.turn_id, "block failed");
                Err(error)
            }
        }
    }

    /// What a block's context was handed: with the event; or when the conversation came to it, or to what stands
    /// inside it.
    fn given(&self, here: Here) -> Arc<Value> {
        let program = self.program;
        // The questions of a form share what it knows.
        let keeper = &program.rooms[program.form_of(here.room).unwrap_or(here.room)].path;
        let in_stack = |stack: &[Frame]| {
            let own = stack.iter().rfind(|frame| frame.context == *keeper);
            let inside = || stack.last().filter(|_| program.is_inside(program.current(stack), here.room));
            own.or_else(inside).map(|frame| frame.params.clone())
        };
        let delegated = self.delegated_to(here.serves).cloned();
        let params = delegated.or_else(|| in_stack(&self.state.stack)).or_else(|| in_stack(&self.entered));
        params.map(Arc::new).unwrap_or_default()
    }

    /// What the event was handed over with, if that room has it.
    pub(super) fn delegated_to(&self, room: usize) -> Option<&Value> {
        self.delegated.last().filter(|(to, _)| *to == room).map(|(_, params)| params)
    }

    /// Goes where a flow says, if it says so.
    pub(super) async fn follow(&mut self, here: Here, flow: Flow) -> Result<()> {
        match flow.go {
            Some(go) => self.go(here, go).await,
            None => Ok(()),
        }
    }
}
