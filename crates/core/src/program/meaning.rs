//! Asking what a text means, and which blocks that is for.

use std::sync::{Arc, OnceLock};

use crate::{
    Result,
    block::{Block, Pattern, Rank},
    event::Event,
    nlu::{Nlu, Understanding, Utterance},
    turn::Shared,
};

use super::{Faults, Program, ProgramBuilder, Room};

/// Below this an intent is not sure enough, unless the app says otherwise.
const THRESHOLD: f64 = 0.7;

/// The name under which it is kept what a text means.
const RECORD: &str = "tertulia:nlu";

/// What recognises meanings, and how sure it has to be.
pub(super) struct Recogniser {
    nlu: Option<Arc<dyn Nlu>>,
    threshold: f64,
}

/// What the text of a turn means, once it was asked for.
#[derive(Debug, Default)]
pub(crate) struct Meaning(OnceLock<Understanding>);

impl Meaning {
    pub(crate) fn get(&self) -> Option<&Understanding> {
        self.0.get()
    }
}

impl Default for Recogniser {
    fn default() -> Self {
        Self { nlu: None, threshold: THRESHOLD }
    }
}

impl Recogniser {
    /// Tells of blocks that nobody would ever ask.
    pub(super) fn check(&self, rooms: &[Room], faults: &mut Faults) {
        if self.nlu.is_some() {
            return;
        }
        let blocks = rooms.iter().flat_map(|room| room.blocks().iter().map(move |block| (room, block)));
        for (room, block) in blocks.filter(|(_, block)| is_for_meaning(block.rank)) {
            let (kind, path) = (block.rank.name(), &room.path);
            let text = format!(
                "the `{kind}` block of context `{path}` needs something that recognises meanings; add `.nlu(…)`"
            );
            faults.add(block.at, text);
        }
    }
}

impl ProgramBuilder {
    /// Recognises what people mean, for the blocks `intent`, `any_intent` and `entity`.
    pub fn nlu(mut self, nlu: Arc<dyn Nlu>) -> Self {
        self.recogniser.nlu = Some(nlu);
        self
    }

    /// How sure a recogniser has to be of an intent, from 0 to 1, that blocks are asked about it: 0.7 by default.
    pub fn intent_threshold(mut self, confidence: f64) -> Self {
        self.recogniser.threshold = confidence;
        self
    }
}

pub(super) fn is_for_meaning(rank: Rank) -> bool {
    matches!(rank, Rank::Intent | Rank::AnyIntent | Rank::Entity)
}

impl Program {
    /// The blocks that may be for what a text means, in order: those of other contexts, which an intent may name, and
    /// those of the room itself. They are asked by [`Program::means`].
    pub(super) fn for_meaning(&self, room: usize, event: &Event, found: &mut Vec<(usize, usize)>) {
        if !event.addressed || event.text().is_none() || event.command().is_some() {
            return;
        }
        let others = (0..self.rooms.len()).filter(|&other| other != room);
        for room in others.chain([room]) {
            found.extend(self.rooms[room].for_meaning.iter().map(|&block| (room, block)));
        }
    }

    /// Whether a block is for what the text means. The first time it finds out what that is.
    pub(super) async fn means(
        &self,
        routed: usize,
        (room, index): (usize, usize),
        shared: &Shared,
    ) -> Result<bool> {
        let block = self.rooms[room].block(index);
        if !is_for_meaning(block.rank) {
            return Ok(true);
        }
        let meaning = match shared.meaning.get() {
            Some(meaning) => meaning,
            None => {
                let meaning = self.understand(shared).await?;
                shared.meaning.0.get_or_init(|| meaning)
            }
        };
        let intent = meaning.intents.first().map(|intent| intent.name.as_str());
        let named = intent.and_then(|intent| self.named_by(intent));
        if room != routed && named.map(|(named, _)| named) != Some(room) {
            return Ok(false);
        }
        let relative = named.filter(|(named, _)| *named == room).map(|(_, name)| name);
        Ok(match (block.rank, &block.pattern) {
            (Rank::AnyIntent, _) => intent.is_some(),
            (Rank::Intent, Pattern::Names(names)) => {
                names.iter().any(|name| intent == Some(name) || relative == Some(name))
            }
            (_, Pattern::Names(names)) => {
                meaning.entities.iter().any(|entity| names.iter().any(|name| entity.is(name)))
            }
            _ => false,
        })
    }

    /// The context that an intent names, and what is left of its name: `profile_sign_up` is `sign_up` of `profile`. The
    /// longest name wins.
    fn named_by<'i>(&self, intent: &'i str) -> Option<(usize, &'i str)> {
        let rest_of = |path: &str| {
            let rest = intent.strip_prefix(&path.replace('/', "_"))?.strip_prefix('_')?;
            (!rest.is_empty()).then_some(rest)
        };
        let named = self.rooms.iter().enumerate().filter_map(|(at, room)| Some((at, rest_of(&room.path)?)));
        named.min_by_key(|(_, rest)| rest.len())
    }

    /// Asks the recogniser, or what it said when the turn ran before.
    async fn understand(&self, shared: &Shared) -> Result<Understanding> {
        let Recogniser { nlu, threshold } = &self.recogniser;
        let (Some(nlu), Some(text)) = (nlu, shared.event.text()) else { return Ok(Understanding::default()) };
        let keep = !nlu.is_deterministic();
        if keep && let Some(kept) = shared.journal.recall(&shared.turn_id, RECORD).await? {
            return Ok(serde_json::from_str(&kept)?);
        }
        let utterance = Utterance::new(text, shared.user.locale(), shared.event.at);
        let mut meaning = match nlu.understand(&utterance).await {
            Ok(meaning) => meaning,
            Err(error) => {
                tracing::warn!(%error, turn = shared.turn_id, "the meaning of a text could not be found out");
                return Ok(Understanding::default());
            }
        };
        meaning.intents.retain(|intent| intent.confidence >= *threshold);
        meaning.intents.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
        if keep {
            shared.journal.record(&shared.turn_id, RECORD, serde_json::to_string(&meaning)?).await?;
        }
        Ok(meaning)
    }
}

/// The blocks for meanings among these, in order.
pub(super) fn for_meaning(blocks: &[Block]) -> Vec<usize> {
    let mut found: Vec<_> = (0..blocks.len()).filter(|&index| is_for_meaning(blocks[index].rank)).collect();
    found.sort_by_key(|&index| blocks[index].rank);
    found
}

impl std::fmt::Debug for Recogniser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recogniser").field("threshold", &self.threshold).finish_non_exhaustive()
    }
}
