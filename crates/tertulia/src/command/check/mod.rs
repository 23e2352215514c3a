//! `check`: what is declared, what platforms have to be told, and everything that is wrong.

mod findings;
mod json;
mod listing;
mod texts;

use std::{
    io::{stderr, stdout},
    path::PathBuf,
};

use clap::Args;

use crate::{App, Exit, config::Config};

use super::colour::{Colours, Style};
use findings::Findings;

use super::tell;

/// What `check` is asked.
#[derive(Args, Debug)]
#[command(after_help = "\
Exit codes:
  0  nothing is wrong, though there may be warnings
  1  something is wrong with what is declared, or with a setting
  2  the command line was not understood")]
pub(super) struct Arguments {
    /// Prints one JSON object, with everything
    #[arg(long)]
    json: bool,
    /// Looks in these folders for the names of texts, and warns of those that nothing names
    #[arg(long, value_name = "FOLDER", num_args = 1..)]
    source: Vec<PathBuf>,
}

pub(super) fn run(app: App, config: &Config, arguments: &Arguments) -> Exit {
    let mut findings = Findings::of(app, config);
    if !arguments.source.is_empty() {
        findings.look_for_texts(&arguments.source);
    }
    if arguments.json {
        print(&format!("{:#}\n", json::of(&findings)));
    } else {
        print(&listing::of(&findings, Colours::of(&stdout())));
        complain(&findings, Colours::of(&stderr()));
    }
    if findings.faults.is_empty() { Exit::DONE } else { Exit::FAILED }
}

/// Says what is wrong, and what is hardly meant, on standard error.
fn complain(findings: &Findings, colours: Colours) {
    for fault in &findings.faults {
        let _ = tell(fault);
    }
    for warning in &findings.warnings {
        let _ = tell(&format!("{} {warning}", colours.paint(Style::Doubtful, "warning:", 0)));
    }
    let count = findings.faults.len();
    if count > 0 {
        let _ = tell(&colours.paint(Style::Wrong, counted(count, "fault"), 0));
    }
}

/// So many of something.
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

#[expect(clippy::print_stdout, reason = "this is where a command line speaks")]
fn print(text: &str) {
    print!("{text}");
}

#[cfg(test)]
mod tests;
