//! The command `tertulia`: makes the project of a new bot, and adds to it.
//!
//! It knows what a project looks like, and nothing of how a bot runs: every bot has a command line of its own for that.

mod command_line;
mod completions;
mod fault;
mod generate;
mod git;
#[cfg(test)]
mod guide;
mod name;
mod new;
mod new_file;
mod platforms;
mod say;
mod template;

use std::process::ExitCode;

use clap::Parser as _;

use command_line::{Command, CommandLine};

fn main() -> ExitCode {
    let line = match CommandLine::try_parse() {
        Ok(line) => line,
        Err(error) => {
            // Nothing can be done about a standard output that is gone.
            drop(error.print());
            return if error.use_stderr() { USAGE.into() } else { ExitCode::SUCCESS };
        }
    };
    let done = match line.command {
        Command::New(arguments) => new::run(arguments),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Completions { shell } => completions::run(shell),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            say::wrong(&fault);
            if fault.is_usage() { USAGE.into() } else { ExitCode::FAILURE }
        }
    }
}

/// The command line was not understood, as with every bot.
const USAGE: u8 = 2;
