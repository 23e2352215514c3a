//! From declarations to a program, with every fault told at once.

use std::{
    any::{Any, TypeId, type_name},
    collections::HashMap,
    panic::Location,
    sync::Arc,
    time::Duration,
};

use crate::{
    Body, Context, Groups, Platform, Route,
    block::{AfterBlocks, BeforeBlocks, BeforeExit, Block, OnError, OnStale, Pattern, Rank},
    extract::DataMap,
    language::{LocaleFile, Source, TextBook, TextsChanged},
    profile::Profile,
    template::{TemplateBook, TemplateFile},
};

use super::{
    Faults, Program, check::check_needs, constants::check_constants, kinds::KindRoutes, meaning::Recogniser,
    pause::TAKEOVER_PAUSE, room::Room, stop::StopWords, tree::Tree,
};

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
    texts_changed: Option<Box<TextsChanged>>,
    templates: Vec<TemplateFile>,
    profile: Profile,
    templates_changed: Option<Box<dyn Fn() -> Option<Vec<TemplateFile>> + Send + Sync>>,
    faults: Faults,
    commands: Vec<(String, String)>,
    pub(super) kinds: KindRoutes,
    pub(super) recogniser: Recogniser,
    accept_unsealed: Vec<Platform>,
    typed_postbacks: bool,
    landing: Option<(Route, &'static Location<'static>)>,
    before_blocks: Vec<Block>,
    after_blocks: Vec<Block>,
    before_exit: Vec<Block>,
    on_error: Option<Block>,
    on_stale: Option<Block>,
    pub(super) while_paused: Option<Block>,
    pub(super) takeover_pause: Duration,
    pub(super) stop_words: StopWords,
    groups: Groups,
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
            texts_changed: None,
            templates: Vec::new(),
            profile: Profile::new(),
            templates_changed: None,
            faults: Faults::default(),
            commands: Vec::new(),
            kinds: KindRoutes::default(),
            recogniser: Recogniser::default(),
            accept_unsealed: vec![Platform::MESSENGER, Platform::WHATSAPP],
            typed_postbacks: false,
            landing: None,
            before_blocks: Vec::new(),
            after_blocks: Vec::new(),
            before_exit: Vec::new(),
            on_error: None,
            on_stale: None,
            while_paused: None,
            takeover_pause: TAKEOVER_PAUSE,
            stop_words: StopWords::default(),
            groups: Groups::default(),
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
        let block = Block::new::<OnError, M>(Pattern::Any, body);
        if let Some(first) = &self.on_error {
            self.faults.add(block.at, format!("the app has an `on_error` block already, at {}", first.at));
        }
        self.on_error = Some(block);
        self
    }

    /// Says what answers a press that no block may see, instead of a text of ours; see [`OnStale`].
    #[track_caller]
    pub fn on_stale<M: 'static>(mut self, body: impl Body<OnStale, M>) -> Self {
        let block = Block::new::<OnStale, M>(Pattern::Any, body);
        if let Some(first) = &self.on_stale {
            self.faults.add(block.at, format!("the app has an `on_stale` block already, at {}", first.at));
        }
        self.on_stale = Some(block);
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
    pub fn locale_file(mut self, LocaleFile { tag, file, text }: LocaleFile) -> Self {
        self.texts.push(Source { tag, file: Some(file), at: None, text });
        self
    }

    /// Asks in each turn whether the files with texts changed, and reads those that it then tells instead: for development. While
    /// something is wrong with them, who says one of the texts is told what.
    pub fn locales_changed(
        mut self,
        changed: impl Fn() -> Option<Result<Vec<LocaleFile>, Vec<String>>> + Send + Sync + 'static,
    ) -> Self {
        self.texts_changed = Some(Box::new(changed));
        self
    }

    /// Adds a [template](crate::template).
    pub fn template(mut self, file: TemplateFile) -> Self {
        self.templates.push(file);
        self
    }

    /// Asks before a template is said whether they changed, and reads those that it then tells instead: for development.
    pub fn templates_changed(
        mut self,
        changed: impl Fn() -> Option<Vec<TemplateFile>> + Send + Sync + 'static,
    ) -> Self {
        self.templates_changed = Some(Box::new(changed));
        self
    }

    /// Says what people see of the bot before they write to it. A payload in it that leads nowhere is a fault.
    #[track_caller]
    pub fn profile(mut self, profile: Profile) -> Self {
        self.profile = Profile { at: Some(Location::caller()), ..profile };
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

    /// Whether typing the title of a button presses it, where a reply does not say; see
    /// [`Reply::typed_postbacks`](crate::Reply::typed_postbacks).
    pub fn typed_postbacks(mut self, typed: bool) -> Self {
        self.typed_postbacks = typed;
        self
    }

    /// Whether the people of a group share a conversation: they do not, unless it is said here.
    ///
    /// ```
    /// use tertulia_core::{Context, Groups, program::ProgramBuilder};
    ///
    /// let main = Context::new("main").any_text("Noted.");
    /// let program = ProgramBuilder::new().context(main).groups(Groups::Shared).build().expect("it has no faults");
    /// assert_eq!(program.groups(), Groups::Shared);
    /// ```
    pub fn groups(mut self, groups: Groups) -> Self {
        self.groups = groups;
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

    /// Where a conversation goes whose context no longer exists, as a whole route. Without it, to the default
    /// context.
    ///
    /// ```
    /// use tertulia_core::{Context, program::ProgramBuilder};
    ///
    /// let bot = || ProgramBuilder::new().context(Context::new("main"));
    /// assert!(bot().context(Context::new("news")).landing("news").build().is_ok());
    /// assert!(bot().landing("news").build().is_err());
    /// ```
    #[track_caller]
    pub fn landing(mut self, route: impl Into<Route>) -> Self {
        self.landing = Some((route.into(), Location::caller()));
        self
    }

    /// Adds a block that runs before those of every turn, in the room that the conversation is in. If it ends with
    /// `halt()` or a move, they are not asked.
    #[track_caller]
    pub fn before_blocks<M: 'static>(mut self, body: impl Body<BeforeBlocks, M>) -> Self {
        self.before_blocks.push(Block::new::<BeforeBlocks, M>(Pattern::Any, body));
        self
    }

    /// Adds a block that runs after those of every turn, whatever they ended with.
    #[track_caller]
    pub fn after_blocks<M: 'static>(mut self, body: impl Body<AfterBlocks, M>) -> Self {
        self.after_blocks.push(Block::new::<AfterBlocks, M>(Pattern::Any, body));
        self
    }

    /// Adds a block that runs before the conversation leaves a context or a form. If it ends with `halt()`, the
    /// conversation stays where it is.
    ///
    /// It does not run between the questions of a form, and not when a context expired.
    #[track_caller]
    pub fn before_exit<M: 'static>(mut self, body: impl Body<BeforeExit, M>) -> Self {
        self.before_exit.push(Block::new::<BeforeExit, M>(Pattern::Any, body));
        self
    }

    /// Checks everything.
    ///
    /// # Errors
    ///
    /// Every fault there is, each with the author's file and line.
    pub fn build(self) -> Result<Program, Faults> {
        let mut faults = self.faults;
        let Tree { rooms, by_path, .. } =
            Tree::new(self.contexts.into_iter().map(|context| context.declared), &mut faults);
        let (texts, wrong) = TextBook::read(self.texts, self.default_locale, self.texts_changed);
        for (at, text) in wrong {
            faults.add(at, text);
        }
        let (templates, wrong) = TemplateBook::read(self.templates, self.templates_changed);
        for (at, text) in wrong {
            faults.add(at, text);
        }
        let of_app = [&self.before_blocks, &self.after_blocks, &self.before_exit];
        let of_app = of_app
            .into_iter()
            .flatten()
            .chain(&self.on_error)
            .chain(&self.on_stale)
            .chain(&self.while_paused)
            .chain(self.recogniser.hooks());
        check_needs(&rooms, of_app, &self.data, texts.first(), &mut faults);
        check_constants(&rooms, &by_path, &mut faults);

        let find = |path: &str| by_path.get(path).copied().filter(|&room| !rooms[room].is_answer);
        let unknown = |path: &str| unknown(path, &rooms, &by_path);
        let default = find(&self.default_context);
        if default.is_none() {
            let text = unknown(&self.default_context);
            faults.add(None, format!("{text}. Conversations begin there (`routes.default`)"));
        }
        if let Some(room) = default.map(|default| &rooms[default]).filter(|room| room.times_out.is_some()) {
            faults.add(
                room.at,
                format!("`{}` is the default context and cannot time out: it is never left", room.path),
            );
        }
        let mut commands = HashMap::new();
        for (command, context) in self.commands {
            match find(&context) {
                Some(room) => _ = commands.insert(command.trim_start_matches('/').to_lowercase(), room),
                None => faults.add(None, format!("{} (`routes.commands.{command}`)", unknown(&context))),
            }
        }
        self.recogniser.check(&rooms, &mut faults);
        let kinds = self.kinds.rooms(find, unknown, &mut faults);
        let landing = self.landing.and_then(|(route, at)| {
            let room = find(route.as_str().trim_start_matches('/'));
            if room.is_none() {
                faults.add(at, unknown(route.as_str()));
            }
            room
        });
        let Some(default) = default else { return Err(faults) };
        let mut program = Program {
            typed: typed_blocks(&rooms),
            by_deep_link: by_deep_link(&rooms, &by_path),
            expires: rooms.iter().any(|room| room.expires_after.is_some()),
            times_out: rooms.iter().any(|room| room.times_out.is_some()),
            rooms,
            by_path,
            default,
            landing,
            commands,
            kinds,
            recogniser: self.recogniser,
            before_blocks: self.before_blocks,
            after_blocks: self.after_blocks,
            before_exit: self.before_exit,
            on_error: self.on_error,
            on_stale: self.on_stale,
            while_paused: self.while_paused,
            takeover_pause: self.takeover_pause,
            stop_words: self.stop_words,
            data: Arc::new(self.data),
            handle: crate::Handle::default(),
            texts,
            templates,
            profile: Profile::default(),
            accept_unsealed: self.accept_unsealed,
            typed_postbacks: self.typed_postbacks,
            groups: self.groups,
        };
        program.check_known(&mut faults);
        program.profile = program.checked_profile(self.profile, &mut faults);
        if faults.0.is_empty() { Ok(program) } else { Err(faults) }
    }
}

fn unknown(path: &str, rooms: &[Room], by_path: &HashMap<String, usize>) -> String {
    let named = rooms.iter().filter(|room| !room.is_answer && by_path.contains_key(&room.path));
    let mut names: Vec<_> = named.map(|room| room.path.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let names: Vec<_> = names.into_iter().map(|name| format!("`{name}`")).collect();
    let known = if names.is_empty() { "there is none".to_owned() } else { names.join(", ") };
    format!("there is no context `{path}`; the contexts are: {known}")
}

/// The rooms in which a payload type has its block.
fn typed_blocks(rooms: &[Room]) -> HashMap<TypeId, Vec<usize>> {
    let mut typed: HashMap<_, Vec<_>> = HashMap::new();
    for (at, room) in rooms.iter().enumerate() {
        for typed_as in room.blocks.iter().filter_map(|block| block.typed) {
            typed.entry(typed_as.id).or_default().push(at);
        }
    }
    typed
}

/// The contexts that do something with deep links, by the value that names them. If two have the same, the one
/// nearer to the top has it.
fn by_deep_link(rooms: &[Room], by_path: &HashMap<String, usize>) -> HashMap<String, usize> {
    let takes = |room: &Room| {
        let deep =
            || room.deep_around.iter().any(|&around| rooms[around].deep.single(Rank::DeepLink).is_some());
        !room.is_answer && (room.own.single(Rank::DeepLink).is_some() || deep())
    };
    let mut paths: Vec<_> = by_path.iter().filter(|&(_, &room)| takes(&rooms[room])).collect();
    paths.sort_by_key(|(path, _)| (path.matches('/').count(), path.as_str()));
    let mut found = HashMap::new();
    for (path, &room) in paths {
        found.entry(path.replace('/', "_")).or_insert(room);
    }
    found
}

impl std::fmt::Debug for ProgramBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct(type_name::<Self>()).field("contexts", &self.contexts).finish_non_exhaustive()
    }
}
