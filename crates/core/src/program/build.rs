//! From declarations to a program, with every fault told at once.

use std::{
    any::{Any, TypeId, type_name},
    collections::HashMap,
    panic::Location,
    sync::Arc,
};

use crate::{
    Body, Context, Platform,
    block::{Block, OnError, OnStale, Pattern},
    extract::{DataMap, SessionNeed},
    language::{Catalog, Source},
    route::is_context_name,
};

use super::{Faults, Program, kinds::KindRoutes, meaning::Recogniser, room::Room};

/// Collects what an author declares.
///
/// ```
/// use tertulia_core::{Context, program::ProgramBuilder};
///
/// let main = Context::new("main").everything_else("Hello!");
/// assert!(ProgramBuilder::new().context(main).build().is_ok());
/// assert!(ProgramBuilder::new().build().is_err(), "there is no default context");
/// ```
#[must_use]
pub struct ProgramBuilder {
    contexts: Vec<Context>,
    data: DataMap,
    default_context: String,
    default_locale: Option<String>,
    texts: Vec<Source>,
    faults: Faults,
    commands: Vec<(String, String)>,
    pub(super) kinds: KindRoutes,
    pub(super) recogniser: Recogniser,
    accept_unsealed: Vec<Platform>,
    on_error: Option<Block>,
    on_stale: Option<Block>,
}

impl Default for ProgramBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl ProgramBuilder {
    /// Nothing declared; the default context is `main`, the default language English.
    pub fn new() -> Self {
        Self {
            contexts: Vec::new(),
            data: DataMap::new(),
            default_context: "main".to_owned(),
            default_locale: None,
            texts: Vec::new(),
            faults: Faults::default(),
            commands: Vec::new(),
            kinds: KindRoutes::default(),
            recogniser: Recogniser::default(),
            accept_unsealed: vec![Platform::MESSENGER, Platform::WHATSAPP],
            on_error: None,
            on_stale: None,
        }
    }

    /// Adds a context.
    pub fn context(mut self, context: Context) -> Self {
        self.contexts.push(context);
        self
    }

    /// Shares a value with every block that takes `Data<T>`. A second value of the same type replaces the first.
    pub fn data<T: Any + Send + Sync>(mut self, value: T) -> Self {
        self.data.insert(TypeId::of::<T>(), Arc::new(value));
        self
    }

    /// Says what is said when an event was set aside after an error, instead of an apology. What it says is sent,
    /// what it changes is not kept.
    #[track_caller]
    pub fn on_error<M: 'static>(mut self, body: impl Body<OnError, M>) -> Self {
        self.on_error = Some(Block::new::<OnError, M>(Pattern::Any, body));
        self
    }

    /// Says what answers a press that no block may see, instead of a text of ours; see [`OnStale`].
    #[track_caller]
    pub fn on_stale<M: 'static>(mut self, body: impl Body<OnStale, M>) -> Self {
        self.on_stale = Some(Block::new::<OnStale, M>(Pattern::Any, body));
        self
    }

    /// Names the context in which conversations begin, and to which they return.
    pub fn default_context(mut self, name: impl Into<String>) -> Self {
        self.default_context = name.into();
        self
    }

    /// The language of people whose language is not known, or none of the bot's, as a BCP 47 tag. Without it that is
    /// English, or the first one with texts if there are none in English.
    pub fn default_locale(mut self, tag: impl Into<String>) -> Self {
        self.default_locale = Some(tag.into());
        self
    }

    /// Adds texts in one language, in [Fluent](https://projectfluent.org)'s FTL; see [`language`](crate::language).
    #[track_caller]
    pub fn locale(mut self, tag: impl Into<String>, ftl: impl Into<String>) -> Self {
        let (tag, text) = (tag.into(), ftl.into());
        self.texts.push(Source { tag, file: None, at: Some(Location::caller()), text });
        self
    }

    /// Adds texts in one language that were read from a file, whose name faults then tell.
    pub fn locale_file(
        mut self,
        tag: impl Into<String>,
        file: impl Into<String>,
        ftl: impl Into<String>,
    ) -> Self {
        let (tag, file, text) = (tag.into(), Some(file.into()), ftl.into());
        self.texts.push(Source { tag, file, at: None, text });
        self
    }

    /// Sends a command to a context, whichever the conversation is in.
    pub fn route_command(mut self, command: impl Into<String>, context: impl Into<String>) -> Self {
        self.commands.push((command.into(), context.into()));
        self
    }

    /// The platforms from which parameters are taken that this bot did not seal: those whose menus, ads and
    /// templates carry payloads written by hand.
    pub fn accept_unsealed(mut self, platforms: impl IntoIterator<Item = Platform>) -> Self {
        self.accept_unsealed = platforms.into_iter().collect();
        self
    }

    /// Tells something that is wrong, found while the declarations were gathered, with everything else.
    pub fn fault(
        mut self,
        at: impl Into<Option<&'static Location<'static>>>,
        text: impl Into<String>,
    ) -> Self {
        self.faults.add(at, text);
        self
    }

    /// Checks everything.
    ///
    /// # Errors
    ///
    /// Every fault there is, each with the author's file and line.
    pub fn build(self) -> Result<Program, Faults> {
        let mut faults = self.faults;
        let mut rooms = Vec::new();
        let mut by_path = HashMap::new();
        for context in self.contexts {
            let (name, at) = (context.name.clone(), context.at);
            if !is_context_name(&name) {
                faults.add(at, format!("a context's name is made of a-z, 0-9 and `_`; `{name}` is not"));
            } else if by_path.insert(name.clone(), rooms.len()).is_some() {
                faults.add(at, format!("there is another context `{name}`"));
            }
            rooms.push(Room::new(context, &mut faults));
        }
        let (catalog, wrong) = Catalog::new(self.texts, self.default_locale);
        for (at, text) in wrong {
            faults.add(at, text);
        }
        let of_app: Vec<_> = self.on_error.iter().chain(&self.on_stale).collect();
        check_needs(&rooms, &of_app, &self.data, &catalog, &mut faults);

        let known = |path: &str| {
            let mut names: Vec<_> = by_path.keys().map(|name| format!("`{name}`")).collect();
            names.sort();
            let known = if names.is_empty() { "there is none".to_owned() } else { names.join(", ") };
            format!("there is no context `{path}`; the contexts are: {known}")
        };
        let default = by_path.get(&self.default_context).copied();
        if default.is_none() {
            let text = known(&self.default_context);
            faults.add(None, format!("{text}. Conversations begin there (`routes.default`)"));
        }
        let mut commands = HashMap::new();
        for (command, context) in self.commands {
            match by_path.get(&context) {
                Some(room) => _ = commands.insert(command.trim_start_matches('/').to_lowercase(), *room),
                None => faults.add(None, format!("{} (`routes.commands.{command}`)", known(&context))),
            }
        }
        self.recogniser.check(&rooms, &mut faults);
        let kinds = self.kinds.rooms(&by_path, known, &mut faults);
        let mut typed: HashMap<_, Vec<_>> = HashMap::new();
        for (at, room) in rooms.iter().enumerate() {
            for typed_as in room.blocks().iter().filter_map(|block| block.typed) {
                typed.entry(typed_as.id).or_default().push(at);
            }
        }
        match default {
            Some(default) if faults.0.is_empty() => Ok(Program {
                rooms,
                by_path,
                default,
                commands,
                kinds,
                recogniser: self.recogniser,
                typed,
                on_error: self.on_error,
                on_stale: self.on_stale,
                data: Arc::new(self.data),
                catalog,
                accept_unsealed: self.accept_unsealed,
            }),
            _ => Err(faults),
        }
    }
}

/// Checks what blocks take and say: that data and texts are there, and that no session is taken twice or under another's name.
fn check_needs(rooms: &[Room], of_app: &[&Block], data: &DataMap, catalog: &Catalog, faults: &mut Faults) {
    let mut sessions: HashMap<(&str, &str), (TypeId, &str)> = HashMap::new();
    let of_rooms = rooms.iter().map(|room| (format!(" of context `{}`", room.path), room.blocks()));
    let of_app = of_app.iter().map(|&block| (" of the app".to_owned(), std::slice::from_ref(block)));
    for (owner, blocks) in of_rooms.chain(of_app) {
        for block in blocks {
            let needs = block.body.needs();
            let place = format!("the `{}` block `{}`{owner}", block.rank.name(), block.body.name());
            for (id, name) in needs.data {
                if !data.contains_key(&id) {
                    let text = format!(
                        "{place} takes `Data<{name}>`, which the app was never given; add `.data(…)`"
                    );
                    faults.add(block.at, text);
                }
            }
            for text in needs.texts {
                if let Err(fault) = catalog.check_text(&text) {
                    faults.add(text.at, fault);
                }
            }
            for (at, need) in needs.sessions.iter().enumerate() {
                let SessionNeed { id, type_name, name, of } = *need;
                if needs.sessions[..at].iter().any(|other| (other.of, other.id) == (of, id)) {
                    faults.add(block.at, format!("{place} takes `{of}<{type_name}>` twice; take it once"));
                }
                let (first, first_name) = *sessions.entry((of, name)).or_insert((id, type_name));
                if first != id {
                    let text = format!(
                        "{place} takes `{of}<{type_name}>`, which is stored as `{name}` like `{first_name}`; name one of them with `#[session(name = \"…\")]`"
                    );
                    faults.add(block.at, text);
                }
            }
        }
    }
}

impl std::fmt::Debug for ProgramBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct(type_name::<Self>()).field("contexts", &self.contexts).finish_non_exhaustive()
    }
}
