//! Judges a trial once more: `audit <folder>` with its `ledger.jsonl`, `tertulia.db` and `bot.log`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the command line")]

use std::{path::Path, process::ExitCode};

use tertulia_trials::{Evidence, Finding, Result, audit, bot_secrets, read_database, read_ledger};

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("usage: audit <folder>");
        return ExitCode::from(2);
    };
    match judge(folder.as_ref()) {
        Ok(finding) => {
            println!("{finding}");
            ExitCode::from(u8::from(!finding.violations.is_empty()))
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn judge(folder: &Path) -> Result<Finding> {
    let evidence = Evidence {
        lines: read_ledger(&folder.join("ledger.jsonl"))?,
        end: read_database(&folder.join("tertulia.db"))?,
        log: std::fs::read(folder.join("bot.log"))?,
        secrets: bot_secrets(),
    };
    Ok(audit(&evidence))
}
