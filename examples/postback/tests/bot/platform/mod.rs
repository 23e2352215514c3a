//! Platform administration from the command line, against platforms that remember what they are told.

mod knowing;
mod messenger;
mod poll;
mod telegram;
mod whatsapp;

use std::process::Command;

use crate::{
    Api,
    process::{SECRETS, configured},
};

pub(crate) use knowing::Knowing;

/// What a command said, and how it ended.
pub(super) struct Said {
    pub(super) code: i32,
    pub(super) text: String,
}

/// Runs a command of the bot on all three platforms, and sees to it that it tells no secret.
pub(super) fn run(api: &Api, arguments: &[&str]) -> Said {
    run_with(api, arguments, |command| command)
}

pub(super) fn run_with(
    api: &Api,
    arguments: &[&str],
    change: impl FnOnce(&mut Command) -> &mut Command,
) -> Said {
    let folder = tempfile::tempdir().unwrap();
    let mut command = configured(folder.path(), api.addr);
    command.env("TERTULIA_HTTP__PUBLIC_URL", "https://bot.example.org").env("RUST_LOG", "trace");
    let output = change(&mut command).args(arguments).output().unwrap();
    let log = String::from_utf8(output.stderr).unwrap();
    let text = String::from_utf8(output.stdout).unwrap() + &without_log(&log);
    for secret in SECRETS {
        assert!(!text.contains(secret) && !log.contains(secret), "{secret} was told: {text}\n{log}");
    }
    Said { code: output.status.code().unwrap(), text }
}

/// What stands on standard error beside the log.
fn without_log(text: &str) -> String {
    let is_log = |line: &&str| ["TRACE", "DEBUG", " INFO", " WARN"].iter().any(|level| line.contains(level));
    text.lines().filter(|line| !is_log(line)).collect::<Vec<_>>().join("\n")
}

/// The methods and edges that were called to change something, in order.
pub(super) fn changes(api: &Api) -> Vec<String> {
    let calls = api.calls();
    let told = calls.iter().filter(|call| call.method != "GET" && !call.path.contains("/get"));
    told.map(|call| format!("{} {}", call.method, call.path.rsplit('/').next().unwrap())).collect()
}
