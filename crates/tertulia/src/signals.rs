//! Being told to stop.

/// Waits until the process is told to stop, which counts from the call on, not only from when this is waited for. Being told a second
/// time ends it at once, which is safe: it is what a crash does.
pub(crate) fn stop() -> impl Future<Output = ()> {
    let first = told();
    async {
        first.await;
        tracing::info!("stopping; a second signal ends the process at once");
        let second = told();
        tokio::spawn(async {
            second.await;
            #[expect(clippy::exit, reason = "this is what the second signal is for")]
            std::process::exit(130);
        });
    }
}

#[cfg(unix)]
fn told() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};

    let signals = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
    async {
        match signals {
            (Ok(mut terminate), Ok(mut interrupt)) => tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            },
            (Err(error), _) | (_, Err(error)) => {
                tracing::warn!(%error, "SIGTERM cannot be waited for; Ctrl-C still stops the process");
                interrupted().await;
            }
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
