//! What was declared, for listings.

use std::{collections::BTreeMap, panic::Location, time::Duration};

use crate::{
    block::{Block, Pattern, Rank},
    language::OwnText,
};

use super::{Program, room::Room};

impl Program {
    /// The contexts with their blocks, each followed by what stands inside it.
    ///
    /// ```
    /// use tertulia_core::{Context, leave, program::ProgramBuilder};
    ///
    /// let main = Context::new("main")
    ///     .answer("name", |a| a.ask("Who are you?").any_text(leave()))
    ///     .everything_else("Hello!");
    /// let program = ProgramBuilder::new().context(main).build().unwrap();
    /// let paths: Vec<_> = program.contexts().map(|context| context.path).collect();
    /// assert_eq!(paths, ["main", "main/name"]);
    /// ```
    pub fn contexts(&self) -> impl Iterator<Item = ContextSummary<'_>> {
        self.rooms.iter().map(|room| room.summary(self.depth(room)))
    }

    /// The blocks that belong to no context but to the app, in the order in which they may be asked.
    pub fn app_blocks(&self) -> impl Iterator<Item = BlockSummary> {
        self.hooks().map(Block::summary)
    }

    /// Where what comes in goes, wherever the conversation is.
    pub fn routes(&self) -> RouteSummary<'_> {
        let path = |room: usize| self.rooms[room].path.as_str();
        RouteSummary {
            default: path(self.default),
            landing: self.landing.map(path),
            commands: self.commands.iter().map(|(name, &room)| (name.as_str(), path(room))).collect(),
            kinds: self.kinds.iter().map(|(rank, &room)| (rank.name(), path(room))).collect(),
        }
    }

    /// The texts of the app's own, in all languages, each where it is first declared.
    pub fn texts(&self) -> impl Iterator<Item = &OwnText> {
        self.catalog().own()
    }

    pub(super) fn hooks(&self) -> impl Iterator<Item = &Block> {
        let around = [&self.before_blocks, &self.after_blocks, &self.before_exit].into_iter().flatten();
        around.chain(&self.while_paused).chain(&self.on_stale).chain(&self.on_error)
    }

    fn depth(&self, room: &Room) -> usize {
        std::iter::successors(room.parent, |&parent| self.rooms[parent].parent).count()
    }
}

/// One context, for listings.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ContextSummary<'a> {
    /// Its whole name: `profile/email`.
    pub path: &'a str,
    /// How many contexts stand around it.
    pub depth: usize,
    /// Whether it waits for the answer to a question.
    pub is_answer: bool,
    /// Whether it is a form: what stands in it are the questions of its fields.
    pub is_form: bool,
    /// After how long a silence it is left when the person comes back.
    pub expires_after: Option<Duration>,
    /// After how long a silence it is left by itself.
    pub times_out: Option<Duration>,
    /// Where it is declared.
    pub at: &'static Location<'static>,
    /// Its blocks, in the order in which they are asked; the question of an answer first.
    pub blocks: Vec<BlockSummary>,
}

/// One block, for listings.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BlockSummary {
    /// The method that declares it.
    pub kind: &'static str,
    /// What it matches within its kind.
    pub pattern: String,
    /// Whether it serves sub contexts and answers too.
    pub deep: bool,
    /// Where it is declared.
    pub at: &'static Location<'static>,
}

/// Where what comes in goes, for listings: whole names of contexts.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RouteSummary<'a> {
    /// Where conversations begin.
    pub default: &'a str,
    /// Where a conversation goes whose context no longer exists, if not to the default one.
    pub landing: Option<&'a str>,
    /// Commands, by name without the slash.
    pub commands: BTreeMap<&'a str, &'a str>,
    /// Kinds of events, by the names of the methods that declare their blocks.
    pub kinds: BTreeMap<&'static str, &'a str>,
}

impl Room {
    fn summary(&self, depth: usize) -> ContextSummary<'_> {
        let mut blocks: Vec<_> = self.blocks.iter().collect();
        blocks.sort_by_key(|block| (block.rank != Rank::Ask, block.rank));
        ContextSummary {
            path: &self.path,
            depth,
            is_answer: self.is_answer,
            is_form: self.is_form,
            expires_after: self.expires_after,
            times_out: self.times_out,
            at: self.at,
            blocks: blocks.into_iter().map(Block::summary).collect(),
        }
    }
}

impl Block {
    fn summary(&self) -> BlockSummary {
        let pattern = match &self.pattern {
            Pattern::Any => String::new(),
            Pattern::Names(names) => names.join(", "),
            Pattern::Regex(regex) => {
                regex.as_ref().map_or_else(ToString::to_string, |r| r.as_str().to_owned())
            }
        };
        BlockSummary { kind: self.rank.name(), pattern, deep: self.deep, at: self.at }
    }
}
