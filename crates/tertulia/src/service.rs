//! A bot that is ready to run.

use std::{io::Error, net::SocketAddr, sync::Arc};

use tertulia_core::{
    Handle,
    program::{Faults, Program},
};
use tertulia_runtime::{Channel, Network, Options, Parts, Reporting, Role, Roles, SystemClock, Tracing};
use tokio::{net::TcpListener, task::JoinSet};

use crate::{
    config::{Config, ConfigError, DatabaseUrl},
    database, platforms, signals, supervisor,
    tasks::{self, Tasks},
};

/// A bot that is ready to run, made by [`App::build`](crate::App::build).
#[derive(Debug)]
pub struct Service {
    program: Program,
    config: Config,
    channels: Vec<Channel>,
    tasks: Tasks,
    roles: Roles,
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
    /// The work is to be shared, on a database that one process has to itself.
    #[error(
        "`serve --only` shares the work with other processes, and an SQLite file belongs to one that does all of it; leave \
         `--only` out, or set `database.url` to a database on PostgreSQL (postgres://…)"
    )]
    OneProcess,
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
        Ok(Self { program, config, channels, tasks, roles: Roles::ALL })
    }

    /// Has this process do only a part of the work: others on the same PostgreSQL database do the rest. The tasks of
    /// [`App::task`](crate::App::task) run where turns do.
    ///
    /// # Errors
    ///
    /// [`BuildError::OneProcess`] if the database is an SQLite file and this is not all of it.
    pub fn only(self, roles: Roles) -> Result<Self, BuildError> {
        if roles != Roles::ALL && matches!(self.config.database.url, DatabaseUrl::Sqlite(_)) {
            return Err(BuildError::OneProcess);
        }
        Ok(Self { roles, ..self })
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
        let Self { program, config, channels, tasks, roles } = self;
        let listener = listen(config.http.addr, "http.addr").await?;
        let admin = match listen(config.admin.addr, "admin.addr").await {
            Err(error) if !config.admin.chosen => {
                tracing::warn!(%error, "there are no metrics");
                None
            }
            admin => Some(admin?),
        };
        for Channel { adapter, route } in &channels {
            let route = roles.has(Role::Web).then_some(route);
            tracing::info!(platform = %adapter.platform(), accounts = ?adapter.accounts(), route, "serving");
        }
        if roles != Roles::ALL {
            tracing::info!(%roles, "the rest is left to other processes");
        }
        let mut parts = parts(program, channels, &config).await?;
        parts.options.roles = roles;
        parts.options.reports = reporting(&config);
        let mut service = tertulia_runtime::Service::start(parts).await?;
        let tasks = if roles.has(Role::Worker) { tasks } else { Tasks::default() }.begin(&service.handle());
        let mut watched = JoinSet::new();
        let reporter = service.reporter();
        watched.spawn(tasks::watch(tasks, move |error| reporter.task_failed(error)));
        #[cfg(all(unix, feature = "sqlite"))]
        if let Some(socket) = database::socket(&config.database) {
            service.serve_operators(socket);
        }
        if let Some(admin) = admin {
            tracing::info!(addr = %admin.local_addr()?, "metrics");
            service.serve_metrics(admin);
        }
        let stop = signals::stop();
        tracing::info!(addr = %listener.local_addr()?, "listening");
        supervisor::ready();
        let told = async {
            stop.await;
            supervisor::stopping();
        };
        service.serve(listener, told).await;
        drop(watched); // which ends them
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
    options.chat_log = config.chat_log.keep;
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

/// Where it is told what an operator must know, if somebody is told.
fn reporting(config: &Config) -> Option<Reporting> {
    let mut reporting = Reporting::new(config.reports.url.clone()?, config.reports.format);
    reporting.every = config.reports.every;
    reporting.secrets = config.secrets();
    let program = std::env::current_exe().ok();
    if let Some(name) = program.as_ref().and_then(|program| program.file_stem()) {
        reporting.bot = name.to_string_lossy().into_owned();
    }
    Some(reporting)
}

async fn listen(addr: SocketAddr, key: &str) -> crate::Result<TcpListener> {
    let listener = TcpListener::bind(addr).await;
    let explain = |error: Error| {
        let text =
            format!("cannot listen on {addr}: {error}; choose another address (`{key}`), or stop who has it");
        Error::new(error.kind(), text)
    };
    Ok(listener.map_err(explain)?)
}
