//! `why`: what happened in the handling of an event.

use clap::Args;
use tertulia_core::{Error, Result, trace::Trace};

use crate::{
    Exit,
    config::{Config, Database},
    database, logging,
};

use super::print::{print, wait};

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
    logging::start_quietly(&config.log);
    print(wait(look(&config.database, arguments)))
}

/// What is to be printed.
async fn look(database: &Database, arguments: &Arguments) -> Result<String> {
    let records = database::records(database).await?;
    let Some(event) = arguments.event else {
        let traces = records.last_traces(LISTED).await?;
        let traces = traces.iter().map(|trace| read(trace)).collect::<Result<Vec<_>>>()?;
        return Ok(match arguments.json {
            true => serde_json::to_string_pretty(&traces)?,
            false if traces.is_empty() => "No event is told of yet.".to_owned(),
            false => traces.iter().map(line).collect(),
        });
    };
    let found = records.trace(event).await?.ok_or_else(|| {
        Error::terminal(format!(
            "nothing is told of event {event}: it is too old, it was never handled, or much happened at that time (`trace.keep`)"
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
