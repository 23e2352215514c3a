//! The command line that every bot has.

mod check;
mod completions;
mod doctor;
mod migrate;
#[cfg(any(feature = "messenger", feature = "telegram", feature = "whatsapp"))]
mod platform;
mod print;
mod queue;
mod serve;
mod user;
#[cfg(feature = "sqlite")]
mod why;

use std::ffi::OsString;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::{
    App, Exit,
    config::{self, Config, Need},
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
    /// Tells what is wrong with the bot where it stands, each with its remedy
    Doctor(doctor::Arguments),
    /// Shows what waits and what was set aside; has it done again, or removes it
    Queue(queue::Arguments),
    /// Shows, exports or erases what is kept about a person
    User(user::Arguments),
    /// Brings the database up to date before the bot starts
    Migrate,
    /// Prints what a shell needs to complete these commands
    Completions(completions::Arguments),
    /// Prints the manual page
    #[command(hide = true)]
    Man,
    /// The webhook, commands and profile of Telegram bots
    #[cfg(feature = "telegram")]
    Telegram(platform::telegram::Arguments),
    /// The subscription and profile of Messenger pages
    #[cfg(feature = "messenger")]
    Messenger(platform::messenger::Arguments),
    /// The subscription, profile and templates of WhatsApp numbers
    #[cfg(feature = "whatsapp")]
    Whatsapp(platform::whatsapp::Arguments),
    /// Tells what happened in the handling of an event
    #[cfg(feature = "sqlite")]
    Why(why::Arguments),
}

impl Command {
    /// What the configuration has to be good for.
    fn need(&self) -> Need {
        match self {
            Self::Serve | Self::Check(_) => Need::Webhooks,
            Self::Completions(_) | Self::Man => Need::Nothing,
            _ => Need::Calls,
        }
    }
}

/// Runs what the command line asks for.
pub(crate) fn run(app: App, arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let settings = format!("Settings, in `tertulia.toml` or the environment:\n\n{}", config::describe());
    let mut parser = CommandLine::command().after_long_help(settings);
    let line = parser
        .try_get_matches_from_mut(arguments)
        .and_then(|matches| CommandLine::from_arg_matches(&matches));
    let line = match line {
        Ok(line) => line,
        Err(error) => {
            // Nothing can be done about a standard output that is gone.
            drop(error.print());
            return if error.use_stderr() { Exit::USAGE } else { Exit::DONE };
        }
    };
    let command = line.command.unwrap_or(Command::Serve);
    let config = match Config::of_process_for(command.need()) {
        Ok(config) => config,
        Err(error) => return tell(&error),
    };
    match command {
        Command::Serve => serve::run(app, config),
        Command::Completions(arguments) => completions::run(parser, &arguments),
        Command::Man => completions::manual(parser),
        Command::Check(arguments) => check::run(app, &config, &arguments),
        Command::Doctor(arguments) => doctor::run(app, &config, &arguments),
        Command::Queue(arguments) => queue::run(&config, arguments),
        Command::User(arguments) => user::run(&config, &arguments),
        Command::Migrate => migrate::run(&config),
        #[cfg(feature = "telegram")]
        Command::Telegram(arguments) => platform::telegram::run(app, config, arguments),
        #[cfg(feature = "messenger")]
        Command::Messenger(arguments) => platform::messenger::run(app, config, arguments),
        #[cfg(feature = "whatsapp")]
        Command::Whatsapp(arguments) => platform::whatsapp::run(app, config, arguments),
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
