//! Spans for OpenTelemetry: collected, and brought to a collector by OTLP, as protobuf over HTTP.
//!
//! The connection is one of ours, so there is no second client and no second TLS. Everything else is as the standard
//! variables say: `OTEL_SERVICE_NAME`, `OTEL_RESOURCE_ATTRIBUTES`, `OTEL_TRACES_SAMPLER`, `OTEL_EXPORTER_OTLP_HEADERS`,
//! `OTEL_BSP_…` and so on.

mod collector;

use std::{env, time::Duration};

use opentelemetry::{KeyValue, trace::TracerProvider as _};
use opentelemetry_otlp::{SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::{Resource, trace::SdkTracerProvider};
use tracing::Subscriber;
use tracing_subscriber::{Layer, registry::LookupSpan};

use collector::Collector;

/// The target of the spans that are for the collector alone, so that a log can leave them out.
pub const SPANS_TARGET: &str = crate::spans::TARGET;

/// The path of traces below a collector's address.
const PATH: &str = "/v1/traces";

/// Brings spans to a collector, as long as it lives.
///
/// Spans wait in a queue of bounded length (`OTEL_BSP_MAX_QUEUE_SIZE`, 2,048) for a thread that brings them. If the collector
/// does not take them, more are dropped: nothing waits for it.
#[derive(Debug)]
pub struct SpanExport {
    provider: SdkTracerProvider,
}

/// Why no spans can be exported.
#[derive(Debug, thiserror::Error)]
#[error("spans cannot be exported: {0}")]
pub struct SpanExportError(String);

impl SpanExport {
    /// Begins to export to a collector such as `http://localhost:4318`, or to the one that `OTEL_EXPORTER_OTLP_ENDPOINT` or
    /// `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` names. `None` if there is none, or `OTEL_SDK_DISABLED=true` or
    /// `OTEL_TRACES_EXPORTER=none` forbids it.
    ///
    /// # Errors
    ///
    /// If the address is none, or no connections can be made on this machine.
    pub fn start(endpoint: Option<&str>) -> Result<Option<Self>, SpanExportError> {
        let named = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];
        let is_wanted = endpoint.is_some() || named.into_iter().any(|name| variable(name).is_some());
        let is_forbidden = variable("OTEL_SDK_DISABLED")
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
            || variable("OTEL_TRACES_EXPORTER").is_some_and(|value| value.eq_ignore_ascii_case("none"));
        if !is_wanted || is_forbidden {
            return Ok(None);
        }
        let failed = |error: &dyn std::fmt::Display| SpanExportError(error.to_string());
        let collector = Collector::new().map_err(|error| failed(&*error))?;
        let mut exporter = SpanExporter::builder().with_http().with_http_client(collector);
        if let Some(endpoint) = endpoint {
            exporter = exporter.with_endpoint(format!("{}{PATH}", endpoint.trim_end_matches('/')));
        }
        let exporter = exporter.build().map_err(|error| failed(&error))?;
        let provider =
            SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource()).build();
        Ok(Some(Self { provider }))
    }

    /// What collects the spans. It takes whatever it is shown: filter it.
    pub fn layer<S>(&self) -> impl Layer<S> + Send + Sync + use<S>
    where
        S: Subscriber + for<'span> LookupSpan<'span> + Send + Sync,
    {
        tracing_opentelemetry::layer()
            .with_tracer(self.provider.tracer("tertulia"))
            // Where our code stands tells nobody anything.
            .with_location(false)
            .with_threads(false)
            .with_tracked_inactivity(false)
    }

    /// Brings what is left, for at most that long, and ends. It blocks its thread.
    pub fn finish(self, within: Duration) {
        if self.provider.shutdown_with_timeout(within).is_err() {
            tracing::warn!("the last spans were not exported");
        }
    }
}

/// Who the spans are of: what the environment says, else the name of the program.
fn resource() -> Resource {
    let builder =
        Resource::builder().with_attribute(KeyValue::new("process.pid", i64::from(std::process::id())));
    let is_named = variable("OTEL_SERVICE_NAME").is_some()
        || variable("OTEL_RESOURCE_ATTRIBUTES").is_some_and(|list| list.contains("service.name="));
    let program = || Some(env::current_exe().ok()?.file_stem()?.to_string_lossy().into_owned());
    match (!is_named).then(program).flatten() {
        Some(program) => builder.with_service_name(program).build(),
        None => builder.build(),
    }
}

/// A variable that is set to something: by the standard an empty one counts as not set.
fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
