//! What was declared, for listings.

use std::panic::Location;

use crate::block::{Block, Pattern, Rank};

use super::{Fault, Program, check, room::Room};

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

    /// What is allowed, but hardly meant: a question that nothing answers.
    pub fn warnings(&self) -> Vec<Fault> {
        check::doubts(&self.rooms)
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

impl Room {
    fn summary(&self, depth: usize) -> ContextSummary<'_> {
        let mut blocks: Vec<_> = self.blocks.iter().collect();
        blocks.sort_by_key(|block| (block.rank != Rank::Ask, block.rank));
        let blocks = blocks.into_iter().map(Block::summary).collect();
        ContextSummary { path: &self.path, depth, is_answer: self.is_answer, at: self.at, blocks }
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
