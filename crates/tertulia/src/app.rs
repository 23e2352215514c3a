//! What an author declares.

use std::{any::Any, panic::Location, path::PathBuf, sync::Arc, time::Duration};

use tertulia_core::{
    Body, Context, Groups, Handle, Nlu, Platform, Route, block,
    nlu::Bounded,
    profile::Profile,
    program::{Faults, Program, ProgramBuilder},
    template::TemplateFile,
};

use tertulia_runtime::SystemClock;

use crate::{
    Exit, command,
    config::Config,
    locales::{Folder, Locales},
    service::{BuildError, Service},
    tasks::Tasks,
    templates::{self, Templates},
};

/// How long a turn waits for what a text means.
const RECOGNITION: Duration = Duration::from_secs(5);

/// A bot: its contexts, and what they share.
///
/// ```no_run
/// use tertulia::prelude::*;
///
/// fn main() -> Exit {
///     App::new().context(Context::new("main").everything_else("Hello!")).run()
/// }
/// ```
#[derive(Debug, Default)]
#[must_use = "an app does nothing until it runs"]
pub struct App {
    builder: ProgramBuilder,
    locales: Locales,
    tasks: Tasks,
    templates: Templates,
}

impl App {
    /// A bot without contexts. It needs one called `main`, in which conversations begin.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a context.
    pub fn context(mut self, context: Context) -> Self {
        self.builder = self.builder.context(context);
        self
    }

    /// Shares a value with every block that takes `Data<T>`. That it is there is checked at start-up.
    pub fn data<T: Any + Send + Sync>(mut self, value: T) -> Self {
        self.builder = self.builder.data(value);
        self
    }

    /// Recognises what people mean, for the blocks `intent`, `any_intent` and `entity`. Whatever recognises it, nobody
    /// waits longer than 5 seconds: then the next block is asked.
    ///
    /// ```
    /// use tertulia::prelude::*;
    ///
    /// let main = Context::new("main")
    ///     .intent("order", |found: Option<Entities>| match found {
    ///         Some(found) => format!("On {}.", found.first("date").unwrap_or("some day")),
    ///         None => "When?".to_owned(),
    ///     })
    ///     .everything_else("Sorry?");
    /// let app = App::new().context(main).nlu(Recogniser::new().examples("order", ["I want to order a pizza"]));
    /// # assert!(app.check().is_ok());
    /// ```
    pub fn nlu(mut self, nlu: impl Nlu + 'static) -> Self {
        let bounded = Bounded::new(Arc::new(nlu), RECOGNITION, Arc::new(SystemClock::new()));
        self.builder = self.builder.nlu(Arc::new(bounded));
        self
    }

    /// How sure a recogniser has to be of an intent, from 0 to 1, that blocks are asked about it: 0.7 by default.
    pub fn intent_threshold(mut self, confidence: f64) -> Self {
        self.builder = self.builder.intent_threshold(confidence);
        self
    }

    /// Says what is said when an event was set aside after an error, instead of an apology.
    ///
    /// ```
    /// use tertulia::prelude::*;
    ///
    /// let app = App::new()
    ///     .context(Context::new("main").everything_else("Hello!"))
    ///     .on_error(|Failed(why): Failed, user: User| format!("That did not work, {}.", user.name().unwrap_or("sorry")));
    /// # assert!(app.check().is_ok());
    /// ```
    #[track_caller]
    pub fn on_error<M: 'static>(mut self, body: impl Body<block::OnError, M>) -> Self {
        self.builder = self.builder.on_error(body);
        self
    }

    /// Says what answers a press that no block may see: one that is too old, not this bot's, not for this chat. What it
    /// says takes the place of a text of ours; if it says nothing, or ends with [`pass`](crate::pass), that is said.
    ///
    /// To say the same thing in other words, write it into the bot's texts as `tertulia-expired` and so on (see
    /// [`App::locale`]); no block is needed for that.
    ///
    /// ```
    /// use tertulia::prelude::*;
    ///
    /// let app = App::new()
    ///     .context(Context::new("main").everything_else("Hello!"))
    ///     .on_stale(|why: Verdict, reply: Reply| match why {
    ///         Verdict::Expired => {
    ///             reply.button("That was long ago. Shall we start again?", [Button::postback("Yes", "get_started")]);
    ///             halt()
    ///         }
    ///         _ => pass(),
    ///     });
    /// # assert!(app.check().is_ok());
    /// ```
    #[track_caller]
    pub fn on_stale<M: 'static>(mut self, body: impl Body<block::OnStale, M>) -> Self {
        self.builder = self.builder.on_stale(body);
        self
    }

    /// Does something beside the conversations, as long as the bot runs: what comes from elsewhere becomes events of people's
    /// conversations by the [`Handle`]. It is dropped when the bot stops. Of several processes each that runs turns does it.
    ///
    /// ```
    /// use tertulia::prelude::*;
    ///
    /// async fn orders(handle: Handle) {
    ///     let customer = Recipient::new(Platform::TELEGRAM, "110201543", "42");
    ///     if let Err(error) = handle.event(&customer, "paid", json!({"order": 7})).await {
    ///         eprintln!("order 7: {error}");
    ///     }
    /// }
    ///
    /// let main = Context::new("main").event("paid", "Thank you, your order is on its way.").everything_else("Hello!");
    /// let app = App::new().context(main).task(orders);
    /// # assert!(app.check().is_ok());
    /// ```
    pub fn task<F>(mut self, task: impl FnOnce(Handle) -> F + Send + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.tasks.add(task);
        self
    }

    /// Whether the people of a group share one conversation, or each has an own one, which is the default. Private chats
    /// are not concerned.
    ///
    /// In a shared one `Session<T>` and the context are those of the group, [`User`](crate::User) is whoever wrote, and a
    /// button [for one person](crate::Button::for_user) is still for that one alone. When an app changes its mind, the
    /// conversations of groups begin anew.
    ///
    /// ```
    /// use serde::{Deserialize, Serialize};
    /// use tertulia::prelude::*;
    ///
    /// #[derive(Session, Default, Serialize, Deserialize)]
    /// struct Shopping(Vec<String>);
    ///
    /// let main = Context::new("main").command("add", |Text(what): Text, mut list: Session<Shopping>| {
    ///     list.0.push(what);
    ///     list.0.join(", ")
    /// });
    /// let app = App::new().context(main).groups(Groups::Shared);
    /// # assert!(app.check().is_ok());
    /// ```
    pub fn groups(mut self, groups: Groups) -> Self {
        self.builder = self.builder.groups(groups);
        self
    }

    /// Adds texts in one language, as [Fluent](https://projectfluent.org) messages, which [`t!`](crate::t) names.
    /// They become part of the program. A language may be given in several pieces.
    ///
    /// ```
    /// use tertulia::prelude::*;
    ///
    /// let app = App::new()
    ///     .locale("en", "hello = Hello { $name }!") // or `include_str!("../locales/en.ftl")`
    ///     .locale("es", "hello = ¡Hola, { $name }!\ntertulia-expired = Ese botón ya caducó.")
    ///     .context(Context::new("main").everything_else(|user: User| {
    ///         t!("hello", name = user.name().unwrap_or("there"))
    ///     }));
    /// # assert!(app.check().is_ok());
    /// ```
    #[track_caller]
    pub fn locale(mut self, tag: impl Into<String>, ftl: impl Into<String>) -> Self {
        self.builder = self.builder.locale(tag, ftl);
        self
    }

    /// Adds the texts of a folder in which each file is a language: `en.ftl`, `es.ftl`, `pt-BR.ftl`. It is read when
    /// the bot starts, and looked for from where it is started; in debug builds what changes in it is said at once, and
    /// what is wrong with it fails the turns that say a text. [`App::locale`] takes texts into the program instead.
    #[track_caller]
    pub fn locales(mut self, folder: impl Into<PathBuf>) -> Self {
        self.locales.0.push(Folder { path: folder.into(), at: Location::caller() });
        self
    }

    /// Adds a [template](crate::template), which becomes part of the program: `main/menu.yml` is said by
    /// `reply.template("main/menu", …)`.
    ///
    /// ```
    /// use tertulia::prelude::*;
    ///
    /// let app = App::new()
    ///     .template("main/menu.yml", "- text: Hello {{ name }}!") // or `include_str!("../templates/main/menu.yml")`
    ///     .context(Context::new("main").everything_else(|reply: Reply, user: User| {
    ///         reply.template("menu", context! { name => user.name().unwrap_or("there") })
    ///     }));
    /// # assert!(app.check().is_ok());
    /// ```
    #[track_caller]
    pub fn template(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        let (name, at) = (name.into(), Some(Location::caller()));
        self.templates.own.push(TemplateFile { file: name.clone(), name, text: text.into(), at });
        self
    }

    /// Adds the templates of a folder in which each folder is a context: `templates/main/menu.yml`. It is read when the bot
    /// starts, and looked for from where it is started. In debug builds what changes there is read again.
    #[track_caller]
    pub fn templates(mut self, folder: impl Into<PathBuf>) -> Self {
        self.templates.folders.push(templates::Folder { path: folder.into(), at: Location::caller() });
        self
    }

    /// Says what people see of the bot before they write to it: menus, greetings, commands. That every payload in it leads to a
    /// block is checked at start-up.
    ///
    /// ```
    /// use tertulia::{prelude::*, profile::{MenuItem, Profile}};
    ///
    /// let app = App::new()
    ///     .context(Context::new("main").postback("get_started", "Hello!").postback("help", "Just ask."))
    ///     .profile(Profile::new().get_started("get_started").menu([MenuItem::postback("Help", "help")]));
    /// # assert!(app.check().is_ok());
    /// ```
    #[track_caller]
    pub fn profile(mut self, profile: Profile) -> Self {
        self.builder = self.builder.profile(profile);
        self
    }

    /// Where a conversation goes whose context no longer exists in this version of the bot: a whole route. Without
    /// it, to the default context. A context that was only renamed has an `alias` instead.
    ///
    /// ```
    /// use tertulia::prelude::*;
    ///
    /// let app = App::new()
    ///     .context(Context::new("main").everything_else("Hello!"))
    ///     .context(Context::new("moved").everything_else("We have rebuilt this part."))
    ///     .landing("moved");
    /// # assert!(app.check().is_ok());
    /// ```
    #[track_caller]
    pub fn landing(mut self, route: impl Into<Route>) -> Self {
        self.builder = self.builder.landing(route);
        self
    }

    /// The words by which people say that they want no messages that answer nothing, in every language of the bot: by
    /// default `STOP`, `UNSUBSCRIBE` and `BAJA`. See [`User::stopped`](crate::User::stopped).
    ///
    /// One counts if it is all that is written to the bot, in whatever case, also as a command: `/stop`.
    pub fn stop_words(mut self, words: impl Into<block::Names>) -> Self {
        self.builder = self.builder.stop_words(words);
        self
    }

    /// The words by which people say that they want such messages again: by default `START`, `SUBSCRIBE` and `ALTA`.
    pub fn start_words(mut self, words: impl Into<block::Names>) -> Self {
        self.builder = self.builder.start_words(words);
        self
    }

    /// Says what is asked when the person says or presses something while the conversation pauses ([`pause`](crate::pause)),
    /// instead of all other blocks. If it ends with [`resume`](crate::resume), the pause is over and the event is handled.
    ///
    /// Without it nothing is said until the pause ends by itself.
    ///
    /// ```
    /// use tertulia::prelude::*;
    ///
    /// let app = App::new()
    ///     .context(Context::new("main").everything_else("Hello!"))
    ///     .while_paused(|text: Option<Text>| match text {
    ///         Some(Text(text)) if text == "bot" => resume(),
    ///         _ => pass(), // somebody else answers
    ///     });
    /// # assert!(app.check().is_ok());
    /// ```
    #[track_caller]
    pub fn while_paused<M: 'static>(mut self, body: impl Body<block::WhilePaused, M>) -> Self {
        self.builder = self.builder.while_paused(body);
        self
    }

    /// Adds a block that runs before those of every turn, whichever context the conversation is in. If it ends with
    /// `halt()` or a move, they are not asked.
    ///
    /// ```
    /// use tertulia::prelude::*;
    ///
    /// struct Closed(bool);
    ///
    /// let app = App::new()
    ///     .context(Context::new("main").everything_else("Hello!"))
    ///     .data(Closed(true))
    ///     .before_blocks(|reply: Reply, closed: Data<Closed>| {
    ///         if closed.0 {
    ///             reply.text("We are closed.");
    ///             return halt();
    ///         }
    ///         pass()
    ///     });
    /// # assert!(app.check().is_ok());
    /// ```
    #[track_caller]
    pub fn before_blocks<M: 'static>(mut self, body: impl Body<block::BeforeBlocks, M>) -> Self {
        self.builder = self.builder.before_blocks(body);
        self
    }

    /// Adds a block that runs after those of every turn, whatever they ended with.
    ///
    /// ```
    /// use tertulia::prelude::*;
    ///
    /// let app = App::new()
    ///     .context(Context::new("main").everything_else("Hello!"))
    ///     .after_blocks(|event: Event| println!("{event:?}"));
    /// # assert!(app.check().is_ok());
    /// ```
    #[track_caller]
    pub fn after_blocks<M: 'static>(mut self, body: impl Body<block::AfterBlocks, M>) -> Self {
        self.builder = self.builder.after_blocks(body);
        self
    }

    /// Adds a block that runs before the conversation leaves a context or a form. If it ends with `halt()`, the
    /// conversation stays where it is. It does not run between the questions of a form, nor when a context expired.
    ///
    /// ```
    /// use serde::{Deserialize, Serialize};
    /// use tertulia::prelude::*;
    ///
    /// #[derive(Session, Default, Serialize, Deserialize)]
    /// struct Cart(Vec<String>);
    ///
    /// fn guard(reply: Reply, cart: Session<Cart>) -> Flow {
    ///     if cart.0.is_empty() {
    ///         return pass();
    ///     }
    ///     reply.text("Pay first, or empty your cart.");
    ///     halt()
    /// }
    ///
    /// let app = App::new().context(Context::new("main").everything_else("Hello!")).before_exit(guard);
    /// # assert!(app.check().is_ok());
    /// ```
    #[track_caller]
    pub fn before_exit<M: 'static>(mut self, body: impl Body<block::BeforeExit, M>) -> Self {
        self.builder = self.builder.before_exit(body);
        self
    }

    /// Adds a block that runs before it is asked what a text means: to correct the spelling, say, or to ask nobody. The
    /// blocks of the app get the text as written all the same. If it ends with `halt()`, nothing is understood.
    ///
    /// ```
    /// use tertulia::prelude::*;
    ///
    /// let app = App::new()
    ///     .context(Context::new("main").intent("order", "A pizza is on its way."))
    ///     .nlu(Recogniser::new().keywords("order", ["pizza"]))
    ///     .before_nlu(|mut said: Editable<Utterance>| said.text = said.text.replace("piza", "pizza"));
    /// # assert!(app.check().is_ok());
    /// ```
    #[track_caller]
    pub fn before_nlu<M: 'static>(mut self, body: impl Body<block::BeforeNlu, M>) -> Self {
        self.builder = self.builder.before_nlu(body);
        self
    }

    /// Adds a block that runs once it was asked what a text means, and may change it. It sees all intents, also those that
    /// nobody is sure enough of. If it ends with `halt()`, nothing is understood.
    ///
    /// ```
    /// use tertulia::prelude::*;
    ///
    /// let app = App::new()
    ///     .context(Context::new("main").intent("order", "A pizza is on its way."))
    ///     .nlu(Recogniser::new().keywords("order", ["pizza"]))
    ///     .after_nlu(|mut meaning: Editable<Understanding>| {
    ///         meaning.entities.retain(|entity| entity.name != "number");
    ///     });
    /// # assert!(app.check().is_ok());
    /// ```
    #[track_caller]
    pub fn after_nlu<M: 'static>(mut self, body: impl Body<block::AfterNlu, M>) -> Self {
        self.builder = self.builder.after_nlu(body);
        self
    }

    /// Runs what the command line asks for: the whole `main` of a bot.
    pub fn run(self) -> Exit {
        command::run(self, std::env::args_os())
    }

    /// Checks what is declared, and reads the configuration, for a bot inside a program of your own.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with what is declared, or with the configuration; or that no platform is
    /// configured.
    pub fn build(mut self) -> Result<Service, BuildError> {
        let config = Config::of_process()?;
        let tasks = self.take_tasks();
        let program = self.program(&config)?;
        Service::new(program, config, tasks)
    }

    /// Checks what is declared, without any configuration: for a test of your own.
    ///
    /// # Errors
    ///
    /// Everything that is wrong, each with your file and line.
    pub fn check(self) -> Result<Program, Faults> {
        self.gathered().build()
    }

    /// What is to be done beside the conversations.
    pub(crate) fn take_tasks(&mut self) -> Tasks {
        std::mem::take(&mut self.tasks)
    }

    /// Everything that is declared, also in files.
    fn gathered(self) -> ProgramBuilder {
        self.templates.read(self.locales.read(self.builder))
    }

    /// Checks what is declared under this configuration.
    pub(crate) fn program(self, config: &Config) -> Result<Program, Faults> {
        let known = [Platform::MESSENGER, Platform::TELEGRAM, Platform::WHATSAPP];
        let accepted =
            |platform: &Platform| config.payload.accept_unsealed.iter().any(|name| name == platform.as_str());
        let routes = &config.routes;
        let mut builder = self
            .gathered()
            .default_context(&routes.default)
            .typed_postbacks(config.replies.typed_postbacks)
            .takeover_pause(config.takeover.pause)
            .accept_unsealed(known.into_iter().filter(accepted));
        if config.locales.chosen {
            builder = builder.default_locale(&config.locales.default);
        }
        for (command, context) in &routes.commands {
            builder = builder.route_command(command, context);
        }
        if let Some(context) = &routes.inline_query {
            builder = builder.route_inline_query(context);
        }
        if let Some(context) = &routes.comment {
            builder = builder.route_comment(context);
        }
        if let Some(context) = &routes.membership {
            builder = builder.route_membership(context);
        }
        builder.build()
    }
}
