//! `db copy`: everything that a bot keeps, from one database to another.

mod bar;
mod shown;

use std::ops::ControlFlow;

use clap::{Args, Subcommand};
use tertulia_core::Error;
use tertulia_store::copy::{self, Location};

use crate::{Exit, Result, config::Config, config::DatabaseUrl, database, logging};

use super::print::{print, wait};
use bar::Bar;

#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Copies everything that is kept to an empty database, and compares both
    ///
    /// The bot has to be stopped. What was stopped in the middle goes on when it is run once more. The source is never changed.
    Copy {
        /// Where it is; as in `database.url`, and without it what is set there
        #[arg(long, value_name = "URL")]
        from: Option<String>,
        /// Where it goes; as in `database.url`, also as `env:NAME` or `file:PATH`, so that nobody sees a password
        #[arg(long, value_name = "URL")]
        to: String,
        /// Tells what would be copied, and changes nothing
        #[arg(long)]
        dry_run: bool,
        /// Prints JSON
        #[arg(long)]
        json: bool,
    },
}

pub(super) fn run(config: &Config, arguments: &Arguments) -> Exit {
    logging::start_quietly(&config.log);
    let Command::Copy { from, to, dry_run, json } = &arguments.command;
    print(wait(async {
        let from = match from {
            Some(from) => read(from, "--from")?,
            None => config.database.url.clone(),
        };
        let (from, to) = (database::source(&from)?, database::target(&read(to, "--to")?)?);
        match dry_run {
            true => Ok(shown::plan(&copy::plan(&from, &to).await.map_err(told)?, &from, &to, *json)),
            false => copied(&from, &to, *json).await,
        }
    }))
}

/// A database as it is written in `database.url`.
fn read(written: &str, flag: &str) -> Result<DatabaseUrl> {
    DatabaseUrl::of_argument(written)
        .map_err(|wrong| Error::terminal(format!("`{flag}` {wrong}; write it as in `database.url`")))
}

async fn copied(from: &Location, to: &Location, json: bool) -> Result<String> {
    let bar = Bar::new(json);
    let copied = copy::copy(from, to, &mut |progress| {
        bar.show(progress);
        ControlFlow::Continue(())
    })
    .await;
    bar.end();
    Ok(shown::copied(&copied.map_err(told)?, from, to, json))
}

fn told(error: copy::CopyError) -> Error {
    Error::terminal(error.to_string())
}
