//! Running a turn: which blocks take the event, and what comes of it.

use std::sync::Arc;

use serde_json::Value;

use crate::{
    ErrorKind, Message, Reply, Result, Turn, Verdict,
    block::{Block, Pattern},
    extract::{Captures, Press, SessionStore, User},
    flow::Flow,
    state::{ConversationState, Frame},
    turn::{Matched, Outcome, Shared, Snapshot},
};

use super::{Program, Tools, place::Here, stale};

impl Program {
    /// Handles one event: runs the blocks that take it, and gives what they changed and said, as calls.
    ///
    /// # Errors
    ///
    /// The error a block ended with; or, final, that something was said that cannot be said, that a route leads
    /// nowhere, that moves go round in circles, or that a session does not serialise. Nothing of a failed turn may
    /// be kept.
    pub async fn turn(&self, snapshot: Snapshot, tools: &Tools<'_>) -> Result<Outcome> {
        let (run, verdict) = self.converse(snapshot, tools).await?;
        let Run { mut state, shared, snapshot, .. } = run;
        shared.sessions.save(&mut state)?;
        let spoken = shared.reply.close();
        let notice = spoken.notice.clone();
        let (calls, payloads) = self.compose(spoken, &snapshot, tools)?;
        Ok(Outcome { state, calls, payloads, notice, verdict })
    }

    pub(super) fn locale_of<'a>(&'a self, snapshot: &'a Snapshot) -> &'a str {
        snapshot.user.profile.locale.as_deref().unwrap_or(&self.default_locale)
    }

    /// Runs the blocks. What they said is still in the reply.
    pub(super) async fn converse(
        &self,
        mut snapshot: Snapshot,
        tools: &Tools<'_>,
    ) -> Result<(Run<'_>, Verdict)> {
        let reading = self.read_press(&snapshot, tools.keyring);
        let mut state = std::mem::take(&mut snapshot.state);
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
        };
        let verdict = run.event(reading).await?;
        if verdict.is_stale() {
            run.tell(verdict);
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
        Shared {
            turn_id: snapshot.turn_id.clone(),
            platform: snapshot.platform,
            event: snapshot.event.clone(),
            user: User(Arc::new(snapshot.user.clone())),
            locale: self.locale_of(snapshot).to_owned(),
            now: snapshot.now,
            reply: Reply::default(),
            sessions,
            data: Arc::clone(&self.data),
            press,
            journal: Arc::clone(&tools.journal),
            failure: None,
        }
    }
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
        self.shared.reply.begin_block(here.room, block.at);
        let turn = Turn::new(Arc::clone(&self.shared), matched, self.given(here));
        let (context, kind, at) = (&self.program.rooms[here.room].path, block.rank.name(), block.at);
        match block.body.run(&turn).await {
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
        let in_stack = |stack: &[Frame]| {
            let own = stack.iter().rfind(|frame| frame.context == program.rooms[here.room].path);
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

    /// Tells the person that the press is stale. In a group only whoever pressed is told, if that can be.
    fn tell(&self, verdict: Verdict) {
        let text = stale::text(verdict, &self.shared.locale);
        let event = &self.snapshot.event;
        tracing::info!(%verdict, turn = self.shared.turn_id, "stale press");
        if event.press_id.is_some() {
            self.shared.reply.toast(text);
        }
        if event.press_id.is_none() || self.snapshot.destination.chat.group.is_none() {
            self.shared.reply.say_at_end(Message::Text(text.to_owned()));
        }
    }
}
