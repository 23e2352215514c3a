//! A context of the program: its place in the tree, and its blocks.

use std::{panic::Location, time::Duration};

use crate::block::{Block, Rank};

use super::index::Index;

/// A context of the program.
pub(super) struct Room {
    /// Its whole name.
    pub(super) path: String,
    pub(super) at: &'static Location<'static>,
    /// The context it stands in.
    pub(super) parent: Option<usize>,
    /// Whether it waits for the answer to a question.
    pub(super) is_answer: bool,
    /// Whether it is a form: what stands in it are the questions of its fields.
    pub(super) is_form: bool,
    /// After how long without an event it is left.
    pub(super) expires_after: Option<Duration>,
    /// After how long without a word from the person it is left by itself.
    pub(super) times_out: Option<Duration>,
    pub(super) blocks: Vec<Block>,
    /// All its blocks.
    pub(super) own: Index,
    /// Those that serve what stands inside, too.
    pub(super) deep: Index,
    /// The contexts around it that have deep blocks, the nearest first.
    pub(super) deep_around: Vec<usize>,
}

impl Room {
    pub(super) fn block(&self, index: usize) -> &Block {
        &self.blocks[index]
    }

    /// The block that puts the question, if it is an answer.
    pub(super) fn ask(&self) -> Option<usize> {
        self.own.single(Rank::Ask)
    }
}

impl std::fmt::Debug for Room {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Room")
            .field("path", &self.path)
            .field("blocks", &self.blocks.len())
            .finish_non_exhaustive()
    }
}
