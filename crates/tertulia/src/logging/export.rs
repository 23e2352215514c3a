//! The log together with the export of spans.

use std::{
    io::{IsTerminal as _, stderr},
    time::Duration,
};

use tertulia_runtime::SpanExport;
use tracing::{Subscriber, level_filters::LevelFilter};
use tracing_subscriber::{
    EnvFilter, Layer,
    filter::filter_fn,
    fmt::{self, MakeWriter},
    layer::SubscriberExt as _,
    registry::LookupSpan,
    util::SubscriberInitExt as _,
};

use super::may_be_told;
use crate::config::{Log, LogFormat};

/// How long the last spans may take. Somebody waits for the process to end.
pub(super) const LAST: Duration = Duration::from_secs(2);

/// The spans that the log leaves out.
pub(super) const UNLOGGED: &str = "tertulia_spans=off";

/// Begins to log, and to collect spans. Each has its filter: what is logged does not depend on what is exported, which is what
/// the log has by itself, whatever `RUST_LOG` says.
pub(super) fn start(export: &SpanExport, log: &Log, filter: EnvFilter) {
    let lines = lines(log, stderr, stderr().is_terminal()).with_filter(filter);
    let spans = export.layer().with_filter(LevelFilter::INFO);
    let registry = tracing_subscriber::registry().with(lines).with(spans).with(filter_fn(may_be_told));
    // Someone who embeds the bot may log in their own way.
    drop(registry.try_init());
}

fn lines<S, W>(log: &Log, writer: W, ansi: bool) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
    W: for<'writer> MakeWriter<'writer> + Send + Sync + 'static,
{
    let lines = fmt::layer().with_writer(writer).with_ansi(ansi);
    match log.format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io::{self, Write},
        sync::{Arc, Mutex},
    };

    use tertulia_runtime::SPANS_TARGET;

    use super::*;
    use crate::logging::filter;

    #[derive(Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);

    impl Write for Page {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_log_leaves_out_what_is_for_the_collector_alone() {
        let page = Page::default();
        let paper = page.clone();
        let lines = lines(&Log { format: LogFormat::Text }, move || paper.clone(), false);
        let subscriber = tracing_subscriber::registry().with(lines.with_filter(filter("info")));
        tracing::subscriber::with_default(subscriber, || {
            let _webhook = tracing::info_span!(target: SPANS_TARGET, "webhook").entered();
            let _turn = tracing::info_span!("turn", event = 7).entered();
            tracing::info!("handled");
        });
        let page = String::from_utf8(page.0.lock().unwrap().clone()).unwrap();
        assert!(page.contains("turn{event=7}: "), "{page}");
        assert!(!page.contains("webhook"), "{page}");
        assert!(UNLOGGED.starts_with(SPANS_TARGET));
    }
}
