//! The log, on standard error.

use std::io::{IsTerminal as _, stderr};

use tracing::{Level, Metadata};
use tracing_subscriber::{
    EnvFilter, filter::filter_fn, layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

use crate::config::{Log, LogFormat};

/// The libraries below us that print requests, which hold secrets, at levels finer than `warn`.
const QUIET: [&str; 5] = ["axum", "h2", "hyper", "hyper_util", "rustls"];

/// Begins to log. `RUST_LOG` chooses what; `info` without it. A second call changes nothing.
pub(crate) fn start(log: &Log) {
    start_at(log, "info");
}

/// The same for a command that does one thing and ends: without `RUST_LOG` only what is wrong.
pub(crate) fn start_quietly(log: &Log) {
    start_at(log, "warn");
}

fn start_at(log: &Log, level: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr);
    let started = match log.format {
        LogFormat::Text => {
            builder.with_ansi(stderr().is_terminal()).finish().with(filter_fn(may_be_told)).try_init()
        }
        LogFormat::Json => {
            builder.json().flatten_event(true).finish().with(filter_fn(may_be_told)).try_init()
        }
    };
    // Someone who embeds the bot may log in their own way.
    drop(started);
}

/// Whether something may be told whatever `RUST_LOG` asks for, which can name a module or a span.
fn may_be_told(event: &Metadata<'_>) -> bool {
    let library = event.target().split("::").next().unwrap_or_default();
    *event.level() <= Level::WARN || !QUIET.contains(&library)
}
