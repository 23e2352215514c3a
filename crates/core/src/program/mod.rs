//! The program: everything an author declared, checked and put into one table, ready to run turns.

mod apology;
mod build;
mod compose;
mod fault;
mod kinds;
mod meaning;
mod press;
mod room;
mod run;
mod stale;
mod unsayable;

pub use build::ProgramBuilder;
pub use fault::{Fault, Faults};

use std::{any::TypeId, collections::HashMap, sync::Arc};

use crate::{
    Adapter, Journal, Platform, Route,
    block::{Block, Rank},
    extract::DataMap,
    language::Catalog,
    payload::Keyring,
    state::ConversationState,
};

pub(crate) use meaning::Meaning;
use meaning::Recogniser;
use room::Room;

/// What a turn works with.
#[derive(Clone)]
#[expect(clippy::exhaustive_structs, reason = "made by whoever runs turns")]
pub struct Tools<'a> {
    /// The platform.
    pub adapter: &'a dyn Adapter,
    /// The keys of payloads.
    pub keyring: &'a Keyring,
    /// Where blocks record what they did outside.
    pub journal: Arc<dyn Journal>,
}

impl std::fmt::Debug for Tools<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tools").field("platform", &self.adapter.platform()).finish_non_exhaustive()
    }
}

/// A checked app: contexts with their blocks, and what they share. It never changes and does no I/O of its own.
pub struct Program {
    rooms: Vec<Room>,
    by_path: HashMap<String, usize>,
    default: usize,
    commands: HashMap<String, usize>,
    recogniser: Recogniser,
    /// The rooms that kinds of events go to.
    kinds: HashMap<Rank, usize>,
    /// The rooms in which a payload type has its block.
    typed: HashMap<TypeId, Vec<usize>>,
    on_error: Option<Block>,
    on_stale: Option<Block>,
    data: Arc<DataMap>,
    catalog: Catalog,
    accept_unsealed: Vec<Platform>,
}

impl Program {
    /// The contexts and how many blocks each has, by name.
    pub fn contexts(&self) -> impl Iterator<Item = ContextSummary<'_>> {
        self.rooms.iter().map(Room::summary)
    }

    /// Every text in every language.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The room the conversation is in. One in a context that no longer exists is in the default one.
    fn current_room(&self, state: &ConversationState) -> usize {
        let Some(frame) = state.stack.last() else { return self.default };
        self.by_path.get(&frame.context).copied().unwrap_or_else(|| {
            tracing::warn!(
                context = frame.context,
                "the conversation was in a context that no longer exists"
            );
            self.default
        })
    }

    /// The room a context route leads to from another one.
    fn resolve(&self, from: usize, route: &Route) -> Option<usize> {
        let own = &self.rooms[from].path;
        let room = |path: &str| self.by_path.get(path).copied();
        let written = route.as_str();
        if let Some(top) = written.strip_prefix('/') {
            room(top)
        } else if let Some(sub) = written.strip_prefix("./") {
            room(&format!("{own}/{sub}"))
        } else if let Some(beside) = written.strip_prefix("../") {
            match own.rsplit_once('/') {
                Some((parent, _)) => room(&format!("{parent}/{beside}")),
                None => room(beside),
            }
        } else {
            room(&format!("{own}/{written}")).or_else(|| room(written))
        }
    }

    /// The room a payload's route names: empty is the default one.
    fn payload_room(&self, context: &str) -> Option<usize> {
        if context.is_empty() { Some(self.default) } else { self.by_path.get(context).copied() }
    }
}

impl std::fmt::Debug for Program {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Program").field("rooms", &self.rooms).finish_non_exhaustive()
    }
}

/// One context, for listings.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ContextSummary<'a> {
    /// Its whole name.
    pub path: &'a str,
    /// Where it is declared.
    pub at: &'static std::panic::Location<'static>,
    /// Its blocks, in the order in which they are asked.
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
    /// Where it is declared.
    pub at: &'static std::panic::Location<'static>,
}

#[cfg(test)]
mod tests;
