//! The command line that every bot has.

#[cfg(feature = "playground")]
mod chat;
mod check;
mod colour;
mod completions;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
mod db;
mod doctor;
#[cfg(all(test, feature = "messenger", feature = "playground", feature = "telegram", feature = "whatsapp"))]
mod guide;
mod health;
mod migrate;
#[cfg(any(feature = "messenger", feature = "telegram", feature = "whatsapp"))]
mod platform;
mod print;
mod queue;
#[cfg(feature = "playground")]
mod replay;
mod serve;
mod user;
mod why;

use std::ffi::OsString;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::{
    App, Exit,
    config::{self, Config, Need},
    exit::CODES,
};

/// A conversational app for Messenger, WhatsApp and Telegram.
#[derive(Debug, Parser)]
#[command(after_help = format!("{WITHOUT_A_COMMAND} `--help` lists every setting.\n\n{CODES}"))]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
}

const WITHOUT_A_COMMAND: &str = "Without a command: serve, or dev if no platform is configured.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Takes webhooks and sends replies (the default if a platform is configured)
    Serve(serve::Arguments),
    /// Three phones in the browser to try the bot with, without any account
    #[cfg(feature = "playground")]
    Dev,
    /// A conversation with the bot in this terminal
    #[cfg(feature = "playground")]
    Chat(chat::Arguments),
    /// Plays recorded conversations, and tells what this bot says otherwise
    #[cfg(feature = "playground")]
    Replay(replay::Arguments),
    /// Tells what is declared, and everything that is wrong with it
    Check(check::Arguments),
    /// Asks the bot that runs on this machine whether it is ready, and what it does
    Health,
    /// Tells what is wrong with the bot where it stands, each with its remedy
    Doctor(doctor::Arguments),
    /// Shows what waits and what was set aside; has it done again, or removes it
    Queue(queue::Arguments),
    /// Shows, exports or erases what is kept about a person
    User(user::Arguments),
    /// Brings the database up to date before the bot starts
    Migrate,
    /// Moves everything that is kept to another database
    #[cfg(any(feature = "postgres", feature = "sqlite"))]
    Db(db::Arguments),
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
    Why(why::Arguments),
}

/// Runs what the command line asks for.
pub(crate) fn run(app: App, arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let settings = format!(
        "{WITHOUT_A_COMMAND}\n\n{CODES}\n\nSettings, in `tertulia.toml` or the environment:\n\n{}",
        config::describe()
    );
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
    match line.command {
        #[cfg(feature = "playground")]
        Some(Command::Dev) => crate::dev::run(app),
        #[cfg(feature = "playground")]
        Some(Command::Chat(arguments)) => chat::run(app, &arguments),
        #[cfg(feature = "playground")]
        Some(Command::Replay(arguments)) => replay::run(app, &arguments),
        Some(Command::Completions(arguments)) => completions::run(parser, &arguments),
        Some(Command::Man) => completions::manual(parser),
        Some(Command::Serve(arguments)) => {
            configured(Need::Webhooks, |config| serve::run(app, config, &arguments))
        }
        Some(Command::Health) => configured(Need::Calls, |config| health::run(&config)),
        Some(Command::Check(arguments)) => {
            configured(Need::Webhooks, |config| check::run(app, &config, &arguments))
        }
        Some(Command::Doctor(arguments)) => {
            configured(Need::Calls, |config| doctor::run(app, &config, &arguments))
        }
        Some(Command::Queue(arguments)) => configured(Need::Calls, |config| queue::run(&config, arguments)),
        Some(Command::User(arguments)) => configured(Need::Calls, |config| user::run(&config, &arguments)),
        Some(Command::Migrate) => configured(Need::Calls, |config| migrate::run(&config)),
        #[cfg(any(feature = "postgres", feature = "sqlite"))]
        Some(Command::Db(arguments)) => configured(Need::Calls, |config| db::run(&config, &arguments)),
        #[cfg(feature = "telegram")]
        Some(Command::Telegram(arguments)) => {
            configured(Need::Calls, |config| platform::telegram::run(app, config, arguments))
        }
        #[cfg(feature = "messenger")]
        Some(Command::Messenger(arguments)) => {
            configured(Need::Calls, |config| platform::messenger::run(app, config, arguments))
        }
        #[cfg(feature = "whatsapp")]
        Some(Command::Whatsapp(arguments)) => {
            configured(Need::Calls, |config| platform::whatsapp::run(app, config, arguments))
        }
        Some(Command::Why(arguments)) => configured(Need::Calls, |config| why::run(&config, &arguments)),
        None => configured(Need::Webhooks, |config| by_default(app, config)),
    }
}

/// What is run without a command: a bot without accounts is being tried, unless it was built to be run.
fn by_default(app: App, config: Config) -> Exit {
    #[cfg(feature = "playground")]
    if cfg!(debug_assertions) && !config.has_platform() {
        return crate::dev::run(app);
    }
    serve::run(app, config, &serve::Arguments::default())
}

/// Runs what needs the configuration, which has to be right.
fn configured(need: Need, run: impl FnOnce(Config) -> Exit) -> Exit {
    match Config::of_process_for(need) {
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
