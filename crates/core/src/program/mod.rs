//! The program: everything an author declared, checked and put into one table, ready to run turns.

mod apology;
mod build;
mod check;
mod compose;
mod constants;
mod delegate;
mod doubts;
mod earlier;
mod enclose;
mod event;
mod explain;
mod fault;
mod filling;
mod form;
mod group;
mod hooks;
mod index;
mod kinds;
mod known;
mod meaning;
mod moves;
mod offer;
mod pages;
mod pause;
mod place;
mod placing;
mod press;
mod profile;
mod qualify;
mod replay;
mod room;
mod routes;
mod run;
mod silence;
mod speech;
mod stack;
mod stale;
mod stop;
mod summary;
mod titles;
mod trace;
mod tree;
mod understand;
mod unsayable;
mod vanish;
mod window;
mod wording;

pub use build::ProgramBuilder;
pub use explain::Explanation;
pub use fault::{Fault, Faults};
pub use summary::{BlockSummary, ContextSummary, RouteSummary};

use std::{any::TypeId, collections::HashMap, sync::Arc, time::Duration};

use crate::{
    Adapter, Groups, Handle, Journal, Platform,
    block::{Block, Rank},
    extract::DataMap,
    file::Files,
    language::{Catalog, TextBook},
    payload::Keyring,
    profile::Profile,
    template::TemplateBook,
    trace::Recorder,
};

pub(crate) use meaning::Meaning;
use meaning::Recogniser;
use room::Room;
use stop::StopWords;

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
    /// What brings the bytes of files.
    pub files: Arc<dyn Files>,
    /// What writes down what happens, if somebody wants to know.
    pub recorder: Recorder,
}

impl std::fmt::Debug for Tools<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tools").field("platform", &self.adapter.platform()).finish_non_exhaustive()
    }
}

/// A checked app: contexts with their blocks, and what they share. It never changes and does no I/O of its own.
pub struct Program {
    rooms: Vec<Room>,
    /// The rooms by every route that leads to them, from the top.
    by_path: HashMap<String, usize>,
    /// The rooms by the value of a deep link that names them.
    by_deep_link: HashMap<String, usize>,
    default: usize,
    /// Where conversations go whose context no longer exists.
    landing: Option<usize>,
    commands: HashMap<String, usize>,
    recogniser: Recogniser,
    /// The rooms that kinds of events go to.
    kinds: HashMap<Rank, usize>,
    /// The rooms in which a payload type has its block.
    typed: HashMap<TypeId, Vec<usize>>,
    /// Whether some context expires.
    expires: bool,
    /// Whether some context times out.
    times_out: bool,
    before_blocks: Vec<Block>,
    after_blocks: Vec<Block>,
    before_exit: Vec<Block>,
    on_error: Option<Block>,
    on_stale: Option<Block>,
    while_paused: Option<Block>,
    stop_words: StopWords,
    /// How long a conversation pauses after somebody else wrote to the person.
    takeover_pause: Duration,
    data: Arc<DataMap>,
    handle: Handle,
    texts: TextBook,
    templates: TemplateBook,
    profile: Profile<String>,
    accept_unsealed: Vec<Platform>,
    /// Whether titles can be typed, where a reply does not say.
    typed_postbacks: bool,
    groups: Groups,
}

impl Program {
    /// Every text in every language, as the program began with them.
    pub fn catalog(&self) -> &Catalog {
        self.texts.first()
    }

    /// What begins turns of this program, once it runs.
    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }

    /// What people see of the bot before they write to it, with payloads as they are on the wire.
    pub fn profile(&self) -> &Profile<String> {
        &self.profile
    }

    /// Whether the people of a group share a conversation. Whoever puts events into mailboxes goes by it.
    pub fn groups(&self) -> Groups {
        self.groups
    }
}

impl std::fmt::Debug for Program {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Program").field("rooms", &self.rooms).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
