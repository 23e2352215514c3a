//! What an author declares.

use std::any::Any;

use tertulia_core::{
    Body, Context, Platform, block,
    program::{Faults, Program, ProgramBuilder},
};

use crate::{
    Exit, command,
    config::Config,
    service::{BuildError, Service},
};

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
    pub fn build(self) -> Result<Service, BuildError> {
        let config = Config::of_process()?;
        let program = self.program(&config)?;
        Service::new(program, config)
    }

    /// Checks what is declared, without any configuration: for a test of your own.
    ///
    /// # Errors
    ///
    /// Everything that is wrong, each with your file and line.
    pub fn check(self) -> Result<Program, Faults> {
        self.builder.build()
    }

    /// Checks what is declared under this configuration.
    pub(crate) fn program(self, config: &Config) -> Result<Program, Faults> {
        let known = [Platform::MESSENGER, Platform::TELEGRAM, Platform::WHATSAPP];
        let accepted =
            |platform: &Platform| config.payload.accept_unsealed.iter().any(|name| name == platform.as_str());
        let routes = &config.routes;
        let mut builder = self
            .builder
            .default_context(&routes.default)
            .default_locale(&config.locales.default)
            .accept_unsealed(known.into_iter().filter(accepted));
        for (command, context) in &routes.commands {
            builder = builder.route_command(command, context);
        }
        builder.build()
    }
}
