//! What operators look at and change: listeners of their own, not for the world.

#[cfg(unix)]
mod client;
#[cfg(unix)]
mod operators;
#[cfg(unix)]
mod socket;

#[cfg(unix)]
pub(crate) use operators::serve;
#[cfg(unix)]
pub use {client::AdminClient, socket::AdminSocket};

use std::sync::Arc;

use axum::{
    Router,
    response::{IntoResponse, Response},
    routing::get,
};
use http::StatusCode;
use metrics_exporter_prometheus::PrometheusHandle;

use crate::{service::Shared, telemetry};

/// `/metrics`, in Prometheus' text format.
pub(crate) fn router(shared: &Arc<Shared>, metrics: &'static PrometheusHandle) -> Router {
    let shared = Arc::clone(shared);
    Router::new().route("/metrics", get(move || render(Arc::clone(&shared), metrics)))
}

async fn render(shared: Arc<Shared>, metrics: &'static PrometheusHandle) -> Response {
    match shared.depth().await {
        Ok(depth) => telemetry::depth(&depth, shared.clock.now()),
        Err(error) => {
            tracing::warn!(%error, "the depth of the queues could not be read");
            return (StatusCode::SERVICE_UNAVAILABLE, "the store is not available").into_response();
        }
    }
    metrics.render().into_response()
}
