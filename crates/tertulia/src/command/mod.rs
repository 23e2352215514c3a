//! The command line that every bot has.

#[cfg(feature = "playground")]
mod chat;
mod check;
mod serve;
#[cfg(feature = "sqlite")]
mod why;

use std::ffi::OsString;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::{
    App, Exit,
    config::{self, Config},
};

/// A conversational app for Messenger, WhatsApp and Telegram.
#[derive(Debug, Parser)]
#[command(
    after_help = "Without a command: serve, or dev if no platform is configured. `--help` lists every setting."
)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Takes webhooks and sends replies (the default if a platform is configured)
    Serve,
    /// Three phones in the browser to try the bot with, without any account
    #[cfg(feature = "playground")]
    Dev,
    /// A conversation with the bot in this terminal
    #[cfg(feature = "playground")]
    Chat(chat::Arguments),
    /// Tells what is declared, and everything that is wrong with it
    Check(check::Arguments),
    /// Tells what happened in the handling of an event
    #[cfg(feature = "sqlite")]
    Why(why::Arguments),
}

/// Runs what the command line asks for.
pub(crate) fn run(app: App, arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let settings = format!("Settings, in `tertulia.toml` or the environment:\n\n{}", config::describe());
    let parser = CommandLine::command().after_long_help(settings);
    let line =
        parser.try_get_matches_from(arguments).and_then(|matches| CommandLine::from_arg_matches(&matches));
    let line = match line {
        Ok(line) => line,
        Err(error) => {
            // Nothing can be done about a standard output that is gone.
            drop(error.print());
            return if error.use_stderr() { Exit::USAGE } else { Exit::DONE };
        }
    };
    match line.command {
        #[cfg(feature = "playground")]
        Some(Command::Dev) => crate::dev::run(app),
        #[cfg(feature = "playground")]
        Some(Command::Chat(arguments)) => chat::run(app, &arguments),
        Some(Command::Serve) => configured(|config| serve::run(app, config)),
        Some(Command::Check(arguments)) => configured(|config| check::run(app, &config, &arguments)),
        #[cfg(feature = "sqlite")]
        Some(Command::Why(arguments)) => configured(|config| why::run(&config, &arguments)),
        None => configured(|config| by_default(app, config)),
    }
}

/// What is run without a command: a bot without accounts is being tried, unless it was built to be run.
fn by_default(app: App, config: Config) -> Exit {
    #[cfg(feature = "playground")]
    if cfg!(debug_assertions) && !config.has_platform() {
        return crate::dev::run(app);
    }
    serve::run(app, config)
}

/// Runs what needs the configuration, which has to be right.
fn configured(run: impl FnOnce(Config) -> Exit) -> Exit {
    match Config::of_process() {
        Ok(config) => run(config),
        Err(error) => tell(&error),
    }
}

/// Says what is wrong, on standard error.
#[expect(clippy::print_stderr, reason = "this is where a command line speaks")]
pub(crate) fn tell(error: &dyn std::fmt::Display) -> Exit {
    eprintln!("{error}");
    Exit::FAILED
}
