//! Being told to stop.

/// Waits until the process is told to stop. Being told a second time ends it at once, which is safe: it is what a
/// crash does.
pub(crate) async fn stop() {
    told().await;
    tracing::info!("stopping; a second signal ends the process at once");
    tokio::spawn(async {
        told().await;
        #[expect(clippy::exit, reason = "this is what the second signal is for")]
        std::process::exit(130);
    });
}

#[cfg(unix)]
async fn told() {
    use tokio::signal::unix::{SignalKind, signal};

    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        },
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be waited for; Ctrl-C still stops the process");
            interrupted().await;
        }
    }
}

#[cfg(not(unix))]
async fn told() {
    interrupted().await;
}

async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await; // nobody can tell us any more
    }
}
