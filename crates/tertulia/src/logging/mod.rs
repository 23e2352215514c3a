//! The log, on standard error; and spans for a collector, if one is configured.

#[cfg(feature = "otel")]
mod export;

use std::io::{IsTerminal as _, stderr};

use tracing::{Level, Metadata};
use tracing_subscriber::{
    EnvFilter, filter::filter_fn, layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

use crate::config::{Config, Log, LogFormat};

/// The libraries below us that print requests, which hold secrets, at levels finer than `warn`.
const QUIET: [&str; 5] = ["axum", "h2", "hyper", "hyper_util", "rustls"];

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

fn filter(level: &str) -> EnvFilter {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    #[cfg(feature = "otel")]
    if let Ok(directive) = export::UNLOGGED.parse() {
        return filter.add_directive(directive);
    }
    filter
}

/// Whether something may be told whatever `RUST_LOG` asks for, which can name a module or a span.
fn may_be_told(event: &Metadata<'_>) -> bool {
    let library = event.target().split("::").next().unwrap_or_default();
    *event.level() <= Level::WARN || !QUIET.contains(&library)
}
