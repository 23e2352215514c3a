//! The log, on standard error.

use std::io::{IsTerminal as _, stderr};

use tracing_subscriber::EnvFilter;

use crate::config::{Log, LogFormat};

/// What the libraries below us may say at most: at finer levels they print requests, which hold secrets.
const QUIET: [&str; 5] = ["axum=warn", "h2=warn", "hyper=warn", "hyper_util=warn", "rustls=warn"];

/// Begins to log. `RUST_LOG` chooses what; `info` without it. A second call changes nothing.
pub(crate) fn start(log: &Log) {
    start_at(log, "info");
}

/// The same for a command that does one thing and ends: without `RUST_LOG` only what is wrong.
pub(crate) fn start_quietly(log: &Log) {
    start_at(log, "warn");
}

fn start_at(log: &Log, level: &str) {
    let mut filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    for directive in QUIET.iter().filter_map(|quiet| quiet.parse().ok()) {
        filter = filter.add_directive(directive);
    }
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr);
    let started = match log.format {
        LogFormat::Text => builder.with_ansi(stderr().is_terminal()).try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
    // Someone who embeds the bot may log in their own way.
    drop(started);
}
