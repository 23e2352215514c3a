//! Being told to stop.

/// What waits until the process is told to stop. It listens from this call on, before it is waited for: who is told that the
/// bot runs may stop it at once. Being told a second time ends it at once, which is safe: it is what a crash does.
pub(crate) fn stop() -> impl Future<Output = ()> + Send + 'static {
    let mut signals = Signals::listen();
    async move {
        signals.told().await;
        tracing::info!("stopping; a second signal ends the process at once");
        tokio::spawn(async move {
            signals.told().await;
            #[expect(clippy::exit, reason = "this is what the second signal is for")]
            std::process::exit(130);
        });
    }
}

/// The signals that tell a process to stop.
#[cfg(unix)]
struct Signals {
    terminate: Option<tokio::signal::unix::Signal>,
    interrupt: Option<tokio::signal::unix::Signal>,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> Self {
        use tokio::signal::unix::{SignalKind, signal};

        let listen = |kind, name| {
            let listening = signal(kind);
            listening.inspect_err(|error| tracing::warn!(%error, "{name} cannot be waited for")).ok()
        };
        Self {
            terminate: listen(SignalKind::terminate(), "SIGTERM"),
            interrupt: listen(SignalKind::interrupt(), "Ctrl-C"),
        }
    }

    async fn told(&mut self) {
        tokio::select! {
            () = heard(&mut self.terminate) => {}
            () = heard(&mut self.interrupt) => {}
        }
    }
}

#[cfg(unix)]
async fn heard(signal: &mut Option<tokio::signal::unix::Signal>) {
    let told = match signal {
        Some(signal) => signal.recv().await,
        None => None,
    };
    if told.is_none() {
        std::future::pending::<()>().await; // nobody can tell us any more
    }
}

/// The signals that tell a process to stop.
#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> Self {
        Self
    }

    async fn told(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await; // nobody can tell us any more
        }
    }
}
