//! The command line that every bot has.

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
#[command(after_help = "Without a command: serve. `--help` lists every setting.")]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Takes webhooks and sends replies (the default)
    Serve,
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
    let config = match Config::of_process() {
        Ok(config) => config,
        Err(error) => return tell(&error),
    };
    match line.command.unwrap_or(Command::Serve) {
        Command::Serve => serve::run(app, config),
        Command::Check(arguments) => check::run(app, &config, &arguments),
        #[cfg(feature = "sqlite")]
        Command::Why(arguments) => why::run(&config, &arguments),
    }
}

/// Says what is wrong, on standard error.
#[expect(clippy::print_stderr, reason = "this is where a command line speaks")]
fn tell(error: &dyn std::fmt::Display) -> Exit {
    eprintln!("{error}");
    Exit::FAILED
}
