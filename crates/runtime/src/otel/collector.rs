//! The way to the collector.

use std::{
    error::Error,
    fmt,
    future::Future,
    pin::Pin,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use tokio::runtime::{Builder, Runtime};

use crate::Network;

/// How long the collector may take for its answer: the standard's own preset.
const TIME: Duration = Duration::from_secs(10);

/// Brings requests to the collector, on a thread of its own: so it gets its turn however busy the bot is, and takes none away
/// from it.
pub(super) struct Collector {
    network: Network,
    runtime: Runtime,
    /// Whether the last request failed, which is told once.
    failing: AtomicBool,
}

impl Collector {
    pub(super) fn new() -> Result<Self, Box<dyn Error + Send + Sync>> {
        let runtime =
            Builder::new_multi_thread().worker_threads(1).thread_name("spans").enable_all().build()?;
        Ok(Self { network: Network::new()?, runtime, failing: AtomicBool::new(false) })
    }

    async fn bring(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let network = self.network.clone();
        let sent = self.runtime.spawn(async move { network.forward(request, TIME).await }).await?;
        let trouble = match &sent {
            Ok(response) if response.status().is_success() => None,
            Ok(response) => Some(format!("it answers {}", response.status())),
            Err(error) => Some(error.to_string()),
        };
        match (trouble, self.failing.load(Ordering::Relaxed)) {
            (Some(error), false) => {
                self.failing.store(true, Ordering::Relaxed);
                tracing::warn!(error, "the collector does not take spans; they are dropped until it does");
            }
            (None, true) => {
                self.failing.store(false, Ordering::Relaxed);
                tracing::info!("the collector takes spans again");
            }
            _ => {}
        }
        Ok(sent?)
    }
}

impl HttpClient for Collector {
    fn send_bytes<'life, 'sending>(
        &'life self,
        request: Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, HttpError>> + Send + 'sending>>
    where
        'life: 'sending,
        Self: 'sending,
    {
        Box::pin(self.bring(request))
    }
}

/// Its headers may hold a key.
impl fmt::Debug for Collector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Collector")
    }
}
