//! `queue`: what waits, and what was set aside.

mod place;
mod shown;

use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;
use tertulia_core::{Clock as _, Error};
use tertulia_runtime::SystemClock;
use tertulia_store::{Discarded, Queue, Retried};

use crate::{
    Exit, Result,
    config::{Config, Database},
    database, logging,
};

use super::print::{print, wait};
use place::Place;

#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Prints JSON
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Lists the rows of a queue: first in line first, and of what was set aside the newest first
    List {
        /// Which queue; otherwise all
        queue: Option<QueueName>,
        /// How many rows of each
        #[arg(long, default_value_t = 20)]
        limit: usize,
    },
    /// Shows a row with everything that is known of it
    Show {
        /// The row, as it is listed: `inbox:7`, `outbox:7`, `dead:7`; a bare number is what was set aside
        row: Place,
    },
    /// Has rows done again, also while the bot runs
    Retry {
        /// The rows, as they are listed
        #[arg(required = true)]
        rows: Vec<Place>,
        /// Shows the rows, and changes nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Removes rows for good, unless they are being sent this moment
    Drop {
        /// The rows, as they are listed
        #[arg(required = true)]
        rows: Vec<Place>,
        /// Shows the rows, and changes nothing
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum QueueName {
    Inbox,
    Outbox,
    Dead,
}

pub(super) fn run(config: &Config, arguments: Arguments) -> Exit {
    logging::start_quietly(&config.log);
    let Arguments { command, json } = arguments;
    let database = &config.database;
    print(match command {
        None => wait(overview(database, json)),
        Some(Command::List { queue, limit }) => wait(list(database, queue, limit, json)),
        Some(Command::Show { row }) => wait(show(database, row, json)),
        Some(Command::Retry { rows, dry_run: false }) => wait(retry(database, &rows)),
        Some(Command::Drop { rows, dry_run: false }) => wait(discard(database, &rows)),
        Some(Command::Retry { rows, .. } | Command::Drop { rows, .. }) => {
            wait(preview(database, &rows, json))
        }
    })
}

async fn overview(database: &Database, json: bool) -> Result<String> {
    let queues = database::records(database).await?.queues().await?;
    if json {
        return Ok(format!("{:#}", json!(queues)));
    }
    let now = SystemClock::new().now();
    Ok(queues.iter().map(|queue| shown::summary(queue, now)).collect())
}

async fn list(database: &Database, queue: Option<QueueName>, limit: usize, json: bool) -> Result<String> {
    let queues = match queue {
        None => Queue::ALL.to_vec(),
        Some(QueueName::Inbox) => vec![Queue::Inbox],
        Some(QueueName::Outbox) => vec![Queue::Outbox],
        Some(QueueName::Dead) => vec![Queue::Dead],
    };
    let reader = database::records(database).await?;
    let mut records = Vec::new();
    for queue in queues {
        records.extend(reader.list(queue, limit).await?);
    }
    Ok(match json {
        true => format!("{:#}", json!(records)),
        false if records.is_empty() => "There is nothing.".to_owned(),
        false => records.iter().map(shown::line).collect(),
    })
}

async fn show(database: &Database, row: Place, json: bool) -> Result<String> {
    preview(database, &[row], json).await
}

async fn preview(database: &Database, rows: &[Place], json: bool) -> Result<String> {
    let reader = database::records(database).await?;
    let mut records = Vec::new();
    for row in rows {
        records.push(reader.record(row.queue, row.number).await?.ok_or_else(|| absent(*row))?);
    }
    Ok(match json {
        true => format!("{:#}", json!(records)),
        false => records.iter().map(shown::whole).collect(),
    })
}

async fn retry(database: &Database, rows: &[Place]) -> Result<String> {
    let caretaker = database::caretaker(database).await?;
    let now = SystemClock::new().now();
    let mut done = String::new();
    for row in rows {
        match caretaker.retry(row.queue, row.number, now).await? {
            Retried::Again(queue, number) => {
                done += &format!("{row} is done again, as {}:{number}.\n", queue.as_str());
            }
            Retried::Impossible(why) => {
                return Err(Error::terminal(format!("{done}{row} cannot be done again: {why}")));
            }
            _ => return Err(Error::terminal(format!("{done}{}", absent(*row)))),
        }
    }
    Ok(done)
}

async fn discard(database: &Database, rows: &[Place]) -> Result<String> {
    let caretaker = database::caretaker(database).await?;
    let mut done = String::new();
    for row in rows {
        match caretaker.discard(row.queue, row.number).await? {
            Discarded::Gone => done += &format!("{row} is gone.\n"),
            Discarded::Impossible(why) => {
                return Err(Error::terminal(format!("{done}{row} cannot be removed: {why}")));
            }
            _ => return Err(Error::terminal(format!("{done}{}", absent(*row)))),
        }
    }
    Ok(done)
}

fn absent(row: Place) -> Error {
    Error::terminal(format!("there is no {row}; `queue list` shows what there is"))
}
