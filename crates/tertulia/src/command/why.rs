//! `why`: what happened in the handling of an event.

use clap::Args;
use tertulia_core::{Error, Result, trace::Trace};
use tertulia_store::SqliteReader;

use crate::{
    Exit,
    config::{Config, Database, DatabaseUrl},
    database,
};

use super::tell;

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The number of the event, as it stands in the log; without it, the last events are listed
    event: Option<i64>,
    /// Prints JSON
    #[arg(long)]
    json: bool,
}

/// How many events are listed.
const LISTED: usize = 20;

pub(super) fn run(config: &Config, arguments: &Arguments) -> Exit {
    match look(&config.database, arguments) {
        Ok(text) => print(&text),
        Err(error) => tell(&error),
    }
}

/// What is to be printed.
fn look(database: &Database, arguments: &Arguments) -> Result<String> {
    let reader = open(database)?;
    let Some(event) = arguments.event else {
        let traces = reader.last_traces(LISTED)?;
        let traces = traces.iter().map(|trace| read(trace)).collect::<Result<Vec<_>>>()?;
        return Ok(match arguments.json {
            true => serde_json::to_string_pretty(&traces)?,
            false if traces.is_empty() => "No event is told of yet.".to_owned(),
            false => traces.iter().map(line).collect(),
        });
    };
    let found = reader.trace(event)?.ok_or_else(|| {
        Error::terminal(format!(
            "nothing is told of event {event}: it is too old, it was never handled, or much happened at that time (`trace.keep`); `why` lists those that are told of"
        ))
    })?;
    let trace = read(&found)?;
    Ok(if arguments.json { serde_json::to_string_pretty(&trace)? } else { trace.to_string() })
}

fn line(trace: &Trace) -> String {
    let Trace { event, at, platform, summary, verdict, .. } = trace;
    format!("{event}  {at:.0}  {platform}  {summary} → {verdict}\n")
}

fn read(trace: &str) -> Result<Trace> {
    Ok(serde_json::from_str(trace)?)
}

fn open(database: &Database) -> Result<SqliteReader> {
    match &database.url {
        DatabaseUrl::Sqlite(path) => database::reader(path),
        DatabaseUrl::Postgres(_) => Err(Error::terminal("`why` reads SQLite files (`database.url`)")),
    }
}

#[expect(clippy::print_stdout, reason = "this is what the command is for")]
fn print(text: &str) -> Exit {
    println!("{}", text.trim_end());
    Exit::DONE
}
