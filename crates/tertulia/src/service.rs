//! A bot that is ready to run.

use std::{io::Error, net::SocketAddr, sync::Arc};

use tertulia_core::{
    Handle,
    program::{Faults, Program},
};
use tertulia_runtime::{Channel, Network, Options, Parts, SystemClock, Tracing};
use tokio::net::TcpListener;

use crate::{
    config::{Config, ConfigError},
    database, platforms, signals,
    tasks::Tasks,
};

/// A bot that is ready to run, made by [`App::build`](crate::App::build).
#[derive(Debug)]
pub struct Service {
    program: Program,
    config: Config,
    channels: Vec<Channel>,
    tasks: Tasks,
}

/// Why a bot cannot run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// Something is wrong with what is declared.
    #[error(transparent)]
    Declared(#[from] Faults),
    /// Something is wrong with the configuration.
    #[error(transparent)]
    Configured(#[from] Box<dyn std::error::Error + Send + Sync>),
    /// No platform has credentials.
    #[error("{}", platforms::WHAT_TO_SET)]
    NoPlatform,
}

impl From<ConfigError> for BuildError {
    fn from(error: ConfigError) -> Self {
        Self::Configured(Box::new(error))
    }
}

impl Service {
    pub(crate) fn new(program: Program, config: Config, tasks: Tasks) -> Result<Self, BuildError> {
        let channels = platforms::channels(&config).map_err(|error| BuildError::Configured(error.into()))?;
        if channels.is_empty() {
            return Err(BuildError::NoPlatform);
        }
        Ok(Self { program, config, channels, tasks })
    }

    /// What begins turns that nobody's message began, once the bot runs.
    pub fn handle(&self) -> Handle {
        self.program.handle()
    }

    /// Takes webhooks and sends replies until the process is told to stop, then ends what was begun.
    ///
    /// # Errors
    ///
    /// If the database cannot be used or the address is taken. What goes wrong later is dealt with, and logged.
    pub async fn run(self) -> crate::Result {
        let Self { program, config, channels, tasks } = self;
        let listener = listen(config.http.addr).await?;
        let admin = match listen(config.admin.addr).await {
            Err(error) if !config.admin.chosen => {
                tracing::warn!(%error, "there are no metrics; choose another address (`admin.addr`)");
                None
            }
            admin => Some(admin?),
        };
        for Channel { adapter, route } in &channels {
            tracing::info!(platform = %adapter.platform(), accounts = ?adapter.accounts(), route, "serving");
        }
        let parts = parts(program, channels, &config).await?;
        let mut service = tertulia_runtime::Service::start(parts).await?;
        let tasks = tasks.begin(&service.handle());
        #[cfg(all(unix, feature = "sqlite"))]
        if let Some(socket) = database::socket(&config.database) {
            service.serve_operators(socket);
        }
        if let Some(admin) = admin {
            tracing::info!(addr = %admin.local_addr()?, "metrics");
            service.serve_metrics(admin);
        }
        tracing::info!(addr = %listener.local_addr()?, "listening");
        service.serve(listener, signals::stop()).await;
        drop(tasks); // which ends them
        tracing::info!("stopped");
        Ok(())
    }
}

/// What the bot is made of, as configured. Opens the database.
pub(crate) async fn parts(program: Program, channels: Vec<Channel>, config: &Config) -> crate::Result<Parts> {
    let mut options = Options::default();
    options.turn_deadline = config.turn.deadline;
    options.limits = config.limits.enabled;
    options.payload_keep = config.payload.keep;
    if config.trace.keep > 0 {
        options.tracing = Tracing::Kept(config.trace.keep);
    }
    Ok(Parts {
        program,
        store: database::open(&config.database).await?,
        channels,
        http: Arc::new(Network::new()?),
        clock: Arc::new(SystemClock::new()),
        payload_keys: config.payload.keys.clone(),
        options,
    })
}

async fn listen(addr: SocketAddr) -> crate::Result<TcpListener> {
    let listener = TcpListener::bind(addr).await;
    let explain = |error: Error| Error::new(error.kind(), format!("cannot listen on {addr}: {error}"));
    Ok(listener.map_err(explain)?)
}
