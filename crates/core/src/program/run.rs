//! Running a turn: which blocks take the event, and what comes of it.

use std::sync::Arc;

use serde_json::Value;

use crate::{
    Error, ErrorKind, Reply, Result, Turn, Verdict,
    block::{Pattern, Rank},
    extract::{Captures, Kept, Press, SessionStore, User},
    flow::{Flow, Move, Next},
    state::{ConversationState, Frame, PersonChange},
    turn::{Matched, Outcome, Shared, Snapshot},
};

use super::{Program, Tools, compose::Composed, meaning::Meaning, press::Reading};

/// A block that may take the event: room and block.
type Candidate = (usize, usize);

impl Program {
    /// Handles one event: runs the blocks that take it, and gives what they changed and said, as calls.
    ///
    /// # Errors
    ///
    /// The error a block ended with; or, final, that something was said that cannot be said, that a route leads
    /// nowhere, or that a session does not serialise. Nothing of a failed turn may be kept.
    pub async fn turn(&self, snapshot: Snapshot, tools: &Tools<'_>) -> Result<Outcome> {
        let (run, verdict) = self.converse(snapshot, tools).await?;
        let Run { mut state, shared, snapshot, .. } = run;
        shared.sessions.save(&mut state)?;
        let person = person_change(&shared, &snapshot)?;
        let Composed { calls, payloads, notice } =
            self.compose(shared.reply.close(), &shared.user.locale(), &snapshot, tools)?;
        let used = snapshot.stored_payload.filter(|stored| stored.once && verdict == Verdict::Handled);
        let used = used.map(|stored| stored.id);
        Ok(Outcome { state, person, calls, payloads, used, notice, verdict })
    }

    /// Runs the blocks. What they said is still in the reply.
    pub(super) async fn converse(
        &self,
        mut snapshot: Snapshot,
        tools: &Tools<'_>,
    ) -> Result<(Run<'_>, Verdict)> {
        let reading = self.read_press(&snapshot, tools.keyring);
        let mut state = std::mem::take(&mut snapshot.state);
        let current = self.current_room(&state);
        let event = &snapshot.event;
        let (room, press, stale) = match reading {
            Reading::NoPress => (self.room_of_kind(event).unwrap_or(current), None, None),
            Reading::Routed(room, press) => (room, Some((press, false)), None),
            Reading::ByName(press) => (current, Some((press, true)), None),
            Reading::Stale(verdict) => (current, None, Some(verdict)),
        };
        let mut candidates = Vec::new();
        match &press {
            Some((press, by_name)) => self.for_press(room, &press.name, *by_name, &snapshot, &mut candidates),
            None if stale.is_none() => self.for_others(room, &snapshot, &mut candidates),
            None => {}
        }
        let stale = stale.or_else(|| (press.is_some() && candidates.is_empty()).then_some(Verdict::Unknown));
        let params = state.stack.last().map_or(Value::Null, |frame| frame.params.clone());
        let sessions = SessionStore::new(&mut state);
        let press = press.map(|(press, _)| press);
        let shared = Arc::new(self.shared(&snapshot, sessions, press, tools));
        let given = (current, Arc::new(params));
        let mut run = Run { program: self, room, state, shared, snapshot, given };
        let verdict = match stale {
            Some(verdict) => verdict,
            None => run.blocks(room, &candidates).await?,
        };
        if verdict.is_stale() {
            run.answer_stale(verdict).await?;
        }
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
        let user = User::new(snapshot.user.clone(), self.catalog.default_locale(), reply.clone());
        Shared {
            turn_id: snapshot.turn_id.clone(),
            platform: snapshot.platform,
            event: snapshot.event.clone(),
            user,
            now: snapshot.now,
            reply,
            sessions,
            user_data: SessionStore::of(snapshot.user.memory.clone()),
            data: Arc::clone(&self.data),
            press,
            journal: Arc::clone(&tools.journal),
            failure: None,
            meaning: Meaning::default(),
        }
    }

    /// The blocks for a press, in order. A name that came from outside is looked up in the default context too.
    fn for_press(
        &self,
        room: usize,
        name: &str,
        by_name: bool,
        snapshot: &Snapshot,
        found: &mut Vec<Candidate>,
    ) {
        let rooms = [room, self.default];
        let rooms = if by_name && room != self.default { &rooms[..] } else { &rooms[..1] };
        let mut offer = |find: &dyn Fn(&super::Room) -> Option<usize>| {
            found.extend(rooms.iter().filter_map(|&room| Some((room, find(&self.rooms[room])?))));
        };
        if snapshot.event.deep_link.is_some() {
            offer(&|room| room.single(Rank::DeepLink));
        }
        offer(&|room| room.postback(name));
        offer(&|room| room.single(Rank::AnyPostback));
        offer(&|room| room.everything_else(&snapshot.event));
    }

    /// The blocks for anything but a press, in order.
    fn for_others(&self, room: usize, snapshot: &Snapshot, found: &mut Vec<Candidate>) {
        let (event, blocks) = (&snapshot.event, &self.rooms[room]);
        let here = |own: &mut Vec<usize>| own.drain(..).map(|block| (room, block)).collect::<Vec<_>>();
        let mut own = Vec::new();
        if event.deep_link.is_some() {
            own.extend(blocks.single(Rank::DeepLink));
        }
        blocks.for_kind(event, &mut own);
        if let Some(text) = event.text() {
            blocks.for_text(event, text, &mut own);
            found.extend(here(&mut own));
            self.for_meaning(room, event, found);
            blocks.for_said(event, text, &mut own);
        }
        own.extend(blocks.everything_else(event));
        found.extend(here(&mut own));
    }
}

/// What the turn changed about the person.
fn person_change(shared: &Shared, snapshot: &Snapshot) -> Result<PersonChange> {
    let Kept { memory, read, changed } = shared.user_data.keep()?;
    Ok(PersonChange {
        met: !snapshot.user.met,
        locale: shared.user.changed_locale(),
        read: read.then_some(snapshot.user.version),
        memory: changed.then_some(memory),
    })
}

/// A turn under way.
pub(super) struct Run<'a> {
    pub(super) program: &'a Program,
    /// The context the event went to.
    pub(super) room: usize,
    pub(super) state: ConversationState,
    pub(super) shared: Arc<Shared>,
    pub(super) snapshot: Snapshot,
    /// The context the conversation is in, with what it was entered with.
    pub(super) given: (usize, Arc<Value>),
}

impl Run<'_> {
    /// Runs what comes before, the block that takes the event, and what comes after.
    async fn blocks(&mut self, room: usize, candidates: &[Candidate]) -> Result<Verdict> {
        let program = self.program;
        for &block in program.rooms[room].before() {
            let Some(flow) = self.block((room, block)).await? else { continue };
            let ends = flow.next == Next::Halt || flow.go.is_some();
            self.follow(room, flow)?;
            if ends {
                return Ok(Verdict::Handled);
            }
        }
        let mut verdict = Verdict::Unmatched;
        for &candidate in candidates {
            if let Some(verdict) = self.refused_by(candidate) {
                return Ok(verdict);
            }
            if !program.means(self.room, candidate, &self.shared).await? {
                continue;
            }
            let Some(flow) = self.block(candidate).await? else { continue };
            let next = flow.next;
            self.follow(candidate.0, flow)?;
            match next {
                Next::Pass => continue,
                Next::Halt => return Ok(Verdict::Handled),
                Next::Done => verdict = Verdict::Handled,
            }
            break;
        }
        for &block in program.rooms[room].after() {
            if let Some(flow) = self.block((room, block)).await? {
                self.follow(room, flow)?;
            }
        }
        if verdict == Verdict::Unmatched && self.shared.press.is_some() {
            // Every block stepped aside: silence is allowed only if one of them said something first.
            let notices_show = self.snapshot.event.press_id.is_some();
            let silent = self.shared.reply.heard(notices_show) == 0;
            verdict = if silent { Verdict::Unknown } else { Verdict::Handled };
        }
        Ok(verdict)
    }

    /// Runs one block. `None` if the event does not give what it takes.
    async fn block(&self, (room, index): Candidate) -> Result<Option<Flow>> {
        let room_of = &self.program.rooms[room];
        let block = room_of.block(index);
        let matched = match (&block.pattern, self.shared.event.text()) {
            (Pattern::Regex(Ok(regex)), Some(text)) => match Captures::find(regex, text) {
                Some(captures) => Matched::Captures(captures),
                None => return Ok(None),
            },
            _ => Matched::Nothing,
        };
        self.shared.reply.begin_block(room, block.at);
        let (current, params) = &self.given;
        let given = if *current == room { Arc::clone(params) } else { Arc::default() };
        let turn = Turn::new(Arc::clone(&self.shared), matched, given);
        let (context, kind, at) = (&room_of.path, block.rank.name(), block.at);
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

    /// Why the press may not be seen by that block.
    fn refused_by(&self, (room, index): Candidate) -> Option<Verdict> {
        let typed = self.program.rooms[room].block(index).typed.as_ref()?;
        self.shared.press.as_ref()?.refused_by(typed)
    }

    /// Goes where a flow says.
    pub(super) fn follow(&mut self, from: usize, flow: Flow) -> Result<()> {
        let Some(Move { to, params, at, fault }) = flow.go else { return Ok(()) };
        if let Some(fault) = fault {
            return Err(Error::terminal(format!("{at}: {fault}")));
        }
        let room = match &to {
            None => self.program.default,
            Some(route) => self.program.resolve(from, route).ok_or_else(|| {
                let here = &self.program.rooms[from].path;
                Error::terminal(format!("{at}: `{route}` leads nowhere from context `{here}`"))
            })?,
        };
        self.state.stack.clear();
        if room != self.program.default || !params.is_null() {
            self.state.stack.push(Frame { context: self.program.rooms[room].path.clone(), params });
        }
        Ok(())
    }
}
