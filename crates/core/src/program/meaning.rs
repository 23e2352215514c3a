//! Asking what a text means, and which blocks that is for.

use std::sync::{Arc, OnceLock};

use crate::{
    Body, Result,
    block::{AfterNlu, BeforeNlu, Block, Pattern, Rank},
    nlu::{Nlu, Understanding},
};

use super::{
    Faults, Program, ProgramBuilder, Room,
    offer::{Candidate, Offer},
    place::Here,
    run::Run,
};

/// Below this an intent is not sure enough, unless the app says otherwise.
const THRESHOLD: f64 = 0.7;

/// What recognises meanings, and how sure it has to be.
pub(super) struct Recogniser {
    pub(super) nlu: Option<Arc<dyn Nlu>>,
    pub(super) threshold: f64,
    pub(super) before: Vec<Block>,
    pub(super) after: Vec<Block>,
}

/// What the text of a turn means, once it was asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meaning(OnceLock<Understanding>);

impl Meaning {
    pub(crate) fn get(&self) -> Option<&Understanding> {
        self.0.get()
    }
}

impl Default for Recogniser {
    fn default() -> Self {
        Self { nlu: None, threshold: THRESHOLD, before: Vec::new(), after: Vec::new() }
    }
}

impl Recogniser {
    /// Tells of blocks that nobody would ever ask.
    pub(super) fn check(&self, rooms: &[Room], faults: &mut Faults) {
        if self.nlu.is_some() {
            return;
        }
        let blocks = rooms.iter().flat_map(|room| room.blocks.iter().map(move |block| (room, block)));
        for (room, block) in blocks.filter(|(_, block)| is_for_meaning(block.rank)) {
            let (kind, path) = (block.rank.name(), &room.path);
            let text = format!(
                "the `{kind}` block of context `{path}` needs something that recognises meanings; add `.nlu(…)`"
            );
            faults.add(block.at, text);
        }
        for block in self.hooks() {
            let text =
                format!("`{}` needs something that recognises meanings; add `.nlu(…)`", block.rank.name());
            faults.add(block.at, text);
        }
    }

    /// The blocks around it.
    pub(super) fn hooks(&self) -> impl Iterator<Item = &Block> {
        self.before.iter().chain(&self.after)
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

    /// Adds a block that runs before it is asked what a text means, in the room that the conversation is in: to correct
    /// the spelling, say. What it makes of an [`Editable<Utterance>`](crate::extract::Editable) is understood; blocks get
    /// the text as written all the same. If it ends with `halt()`, the recogniser is not asked, and nothing is understood.
    ///
    /// When a turn runs again it runs again, too, but what it made of the text the first time counts.
    #[track_caller]
    pub fn before_nlu<M: 'static>(mut self, body: impl Body<BeforeNlu, M>) -> Self {
        self.recogniser.before.push(Block::new::<BeforeNlu, M>(Pattern::Any, body));
        self
    }

    /// Adds a block that runs once it was asked what a text means, in the room that the conversation is in: blocks for
    /// meanings are asked about what it makes of an [`Editable<Understanding>`](crate::extract::Editable). It sees all
    /// intents, also those that nobody is sure enough of. If it ends with `halt()`, nothing is understood.
    ///
    /// When a turn runs again it runs again, too, but what it made of the meaning the first time counts.
    #[track_caller]
    pub fn after_nlu<M: 'static>(mut self, body: impl Body<AfterNlu, M>) -> Self {
        self.recogniser.after.push(Block::new::<AfterNlu, M>(Pattern::Any, body));
        self
    }
}

/// Whether blocks of that kind take what nobody else understands.
fn takes_texts(rank: Rank) -> bool {
    is_for_meaning(rank) || matches!(rank, Rank::AnyNumber | Rank::AnyText)
}

pub(super) fn is_for_meaning(rank: Rank) -> bool {
    matches!(rank, Rank::Intent | Rank::AnyIntent | Rank::Entity)
}

impl Program {
    /// The blocks of other contexts that may be for what a text means, as an intent may name their context. An answer
    /// that takes texts of any kind keeps them.
    pub(super) fn meant_elsewhere(&self, room: usize, offer: Offer<'_>) -> Vec<Candidate> {
        let event = offer.event;
        let addressed = event.addressed || offer.waiting == Some(room);
        if !addressed || event.text().is_none() || event.command().is_some() || self.recogniser.nlu.is_none()
        {
            return Vec::new();
        }
        if self.rooms[room].is_answer && self.rooms[room].blocks.iter().any(|block| takes_texts(block.rank)) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (other, there) in self.rooms.iter().enumerate().filter(|&(other, _)| other != room) {
            if there.is_answer {
                continue;
            }
            let (mut blocks, here) = (Vec::new(), Here { room: other, serves: other });
            there.own.for_meaning(&mut blocks);
            found.extend(blocks.into_iter().map(|block| Candidate {
                rank: there.block(block).rank,
                here,
                block,
            }));
        }
        found.sort_by_key(|candidate| candidate.rank);
        found
    }

    /// The context that an intent names, and what is left of its name: `profile_sign_up` is `sign_up` of `profile`. The
    /// longest name wins.
    fn named_by<'i>(&self, intent: &'i str) -> Option<(usize, &'i str)> {
        let rest_of = |path: &str| {
            let rest = intent.strip_prefix(&path.replace('/', "_"))?.strip_prefix('_')?;
            (!rest.is_empty()).then_some(rest)
        };
        let contexts = self.rooms.iter().enumerate().filter(|(_, room)| !room.is_answer);
        let named = contexts.filter_map(|(at, room)| Some((at, rest_of(&room.path)?)));
        named.min_by_key(|(_, rest)| rest.len())
    }

    /// Whether a block for meanings is for that one. `routed` is the room the event went to.
    pub(super) fn is_meant(&self, meaning: &Understanding, routed: usize, here: Here, block: &Block) -> bool {
        let intent = meaning.intents.first().map(|intent| intent.name.as_str());
        let named = intent.and_then(|intent| self.named_by(intent));
        if here.serves != routed && named.map(|(named, _)| named) != Some(here.serves) {
            return false;
        }
        let relative = named.filter(|(named, _)| *named == here.room).map(|(_, name)| name);
        match (block.rank, &block.pattern) {
            (Rank::AnyIntent, _) => intent.is_some(),
            (Rank::Intent, Pattern::Names(names)) => {
                names.iter().any(|name| intent == Some(name) || relative == Some(name))
            }
            (_, Pattern::Names(names)) => {
                meaning.entities.iter().any(|entity| names.iter().any(|name| entity.is(name)))
            }
            _ => false,
        }
    }
}

impl Run<'_> {
    /// Whether a block is for what the text means, if it is a block for meanings. The first time it finds out what
    /// that is. `routed` is the room the event went to.
    pub(super) async fn means(&self, routed: usize, here: Here, block: &Block) -> Result<bool> {
        if !is_for_meaning(block.rank) {
            return Ok(true);
        }
        let meaning = match self.shared.meaning.get() {
            Some(meaning) => meaning,
            None => {
                let meaning = self.understand().await?;
                self.shared.recorder.note(|record| record.meaning = Some(meaning.clone()));
                self.shared.meaning.0.get_or_init(|| meaning)
            }
        };
        Ok(self.program.is_meant(meaning, routed, here, block))
    }
}

impl std::fmt::Debug for Recogniser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recogniser").field("threshold", &self.threshold).finish_non_exhaustive()
    }
}
