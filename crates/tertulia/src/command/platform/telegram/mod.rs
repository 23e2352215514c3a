//! `telegram`: the webhook, the commands and the profile of a bot; polling instead of a webhook.

mod poll;
mod updates;
pub(in crate::command) mod webhook;

use clap::{Args, Subcommand};
use tertulia_core::Platform;

use crate::{App, Exit, config::Config};

use super::{
    Options, Switch,
    profile::{self, COMMANDS, Subject},
};

#[derive(Args, Debug)]
pub(in crate::command) struct Arguments {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Tells Telegram where the bot is, and what to report
    #[command(subcommand)]
    Webhook(webhook::Command),
    /// The commands that are offered while one types
    #[command(subcommand)]
    Commands(Commands),
    /// Name, description, and the button beside the input
    Profile {
        /// Whether to tell what the bot declares, or to take it back
        switch: Switch,
    },
    /// Asks for updates, without a webhook: for development, where nobody reaches the bot
    Poll,
}

#[derive(Debug, Subcommand)]
enum Commands {
    /// Tells the commands that the bot declares, for each scope and language
    Set,
    /// Deletes the commands of every scope
    Delete,
    /// Shows the commands that Telegram knows
    Show,
}

const PROFILE: Subject = Subject {
    declared_by: "name(…)`, `.greeting(…)`, `.about(…)`, `.menu_app(…)",
    part: |profile| {
        let mut part = profile.clone();
        part.commands.clear();
        part
    },
    is_meant: |_| true,
    takes_all: false,
};

pub(in crate::command) fn run(app: App, config: Config, arguments: Arguments) -> Exit {
    let Arguments { options, command } = arguments;
    if matches!(command, Command::Poll) {
        return poll::run(app, config);
    }
    super::run(app, config, Platform::TELEGRAM, options, async |bench, report| match command {
        Command::Webhook(command) => webhook::run(bench, report, &command).await,
        Command::Commands(Commands::Set) => profile::switch(bench, report, &COMMANDS, Switch::On).await,
        Command::Commands(Commands::Delete) => profile::switch(bench, report, &COMMANDS, Switch::Off).await,
        Command::Commands(Commands::Show) => profile::show(bench, report, &COMMANDS).await,
        Command::Profile { switch } => profile::switch(bench, report, &PROFILE, switch).await,
        Command::Poll => Ok(()), // has its own way of running
    })
}
