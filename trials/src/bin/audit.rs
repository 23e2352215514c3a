//! Judges a trial once more: `audit <folder>` with its `ledger.jsonl`, `bot.log`, and `end.json` or `tertulia.db`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the command line")]

use std::{path::Path, process::ExitCode};

use tertulia_trials::{Evidence, Finding, Result, audit, bot_secrets, read_database, read_ledger};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("usage: audit <folder>");
        return ExitCode::from(2);
    };
    match judge(folder.as_ref()).await {
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

async fn judge(folder: &Path) -> Result<Finding> {
    let evidence = Evidence {
        lines: read_ledger(&folder.join("ledger.jsonl"))?,
        end: match std::fs::read(folder.join("end.json")) {
            Ok(end) => serde_json::from_slice(&end)?,
            Err(_) => read_database(&folder.join("tertulia.db")).await?,
        },
        log: std::fs::read(folder.join("bot.log"))?,
        secrets: bot_secrets(),
    };
    Ok(audit(&evidence))
}
