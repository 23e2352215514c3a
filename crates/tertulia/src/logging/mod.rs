//! The log, on standard error; and spans for a collector, if one is configured.

#[cfg(feature = "otel")]
mod export;

use std::io::{IsTerminal as _, stderr};

use tracing_subscriber::EnvFilter;

use crate::config::{Config, Log, LogFormat};

/// What the libraries below us may say at most: at finer levels they print requests, which hold secrets.
const QUIET: [&str; 5] = ["axum=warn", "h2=warn", "hyper=warn", "hyper_util=warn", "rustls=warn"];

/// What is exported while a bot serves. When all else has ended, [`end`](Spans::end) it.
#[derive(Debug, Default)]
#[must_use]
pub(crate) struct Spans {
    #[cfg(feature = "otel")]
    export: Option<tertulia_runtime::SpanExport>,
}

/// Begins to log. `RUST_LOG` chooses what; `info` without it. A second call changes nothing.
pub(crate) fn start(log: &Log) {
    start_at(log, "info");
}

/// The same for a command that does one thing and ends: without `RUST_LOG` only what is wrong.
pub(crate) fn start_quietly(log: &Log) {
    start_at(log, "warn");
}

/// The same for a bot that serves: its spans are exported if that is configured.
#[cfg(feature = "otel")]
pub(crate) fn start_serving(config: &Config) -> crate::Result<Spans> {
    let export = tertulia_runtime::SpanExport::start(config.otel.endpoint.as_deref())?;
    match &export {
        Some(export) => export::start(export, &config.log, filter("info")),
        None => start(&config.log),
    }
    Ok(Spans { export })
}

/// The same for a bot that serves.
#[cfg(not(feature = "otel"))]
pub(crate) fn start_serving(config: &Config) -> crate::Result<Spans> {
    start(&config.log);
    if config.otel.endpoint.is_some() {
        tracing::warn!("`otel.endpoint` is set, and this build of the bot leaves out the feature `otel`");
    }
    Ok(Spans::default())
}

impl Spans {
    /// Brings what is left to the collector, as far as it takes it in a moment.
    pub(crate) fn end(self) {
        #[cfg(feature = "otel")]
        if let Some(export) = self.export {
            export.finish(export::LAST);
        }
    }
}

fn start_at(log: &Log, level: &str) {
    let builder = tracing_subscriber::fmt().with_env_filter(filter(level)).with_writer(stderr);
    let started = match log.format {
        LogFormat::Text => builder.with_ansi(stderr().is_terminal()).try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
    // Someone who embeds the bot may log in their own way.
    drop(started);
}

fn filter(level: &str) -> EnvFilter {
    let mut filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    for directive in QUIET.iter().filter_map(|quiet| quiet.parse().ok()) {
        filter = filter.add_directive(directive);
    }
    #[cfg(feature = "otel")]
    if let Ok(directive) = export::UNLOGGED.parse() {
        filter = filter.add_directive(directive);
    }
    filter
}
