//! The bot on simulated platforms: what the playground, `chat` and tests run.

use std::{pin::Pin, sync::Arc};

use bytes::Bytes;
use http::HeaderMap;
use tertulia_core::{Clock, Error, Platform, Result};
use tertulia_runtime::{Options, Parts, Service, Tracing, apply_profile};
use tertulia_simulator::Simulator;
use tertulia_store::Store;
use tokio::task::JoinSet;

use crate::{App, config::Config, platforms};

/// A bot, and the platforms that it believes in.
pub(crate) struct Simulated {
    pub(crate) service: Arc<Service>,
    pub(crate) simulator: Simulator,
    pub(crate) store: Arc<dyn Store>,
    /// The webhooks on their way, and the tasks of the app: they end with this.
    _tasks: JoinSet<()>,
}

/// On what it runs.
pub(crate) struct Setting {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) simulator: Simulator,
    /// Makes all chance the same in every run.
    pub(crate) seed: Option<u64>,
    /// By which operators' commands reach the bot.
    #[cfg(unix)]
    pub(crate) socket: Option<tertulia_runtime::AdminSocket>,
}

impl Simulated {
    /// Starts the bot, and tells the platforms its profile.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with what is declared; or that the store cannot be used.
    pub(crate) async fn start(mut app: App, config: &Config, setting: Setting) -> Result<Self> {
        let tasks = app.take_tasks();
        let program = app.program(config)?;
        let channels = platforms::channels(config).map_err(Error::terminal)?;
        let profile = program.profile().clone();
        let Setting { store, clock, simulator, seed, .. } = setting;
        let mut options = Options::default();
        options.turn_deadline = config.turn.deadline;
        options.payload_keep = config.payload.keep;
        options.chat_log = config.chat_log.keep;
        // Nobody waits here for what a platform would allow.
        options.limits = false;
        options.tracing = Tracing::Everything;
        options.seed = seed;
        let parts = Parts {
            program,
            store: Arc::clone(&store),
            channels: channels.clone(),
            http: Arc::new(simulator.clone()),
            clock,
            payload_keys: Vec::new(),
            options,
        };
        #[cfg_attr(not(unix), expect(unused_mut, reason = "there is no socket"))]
        let mut service = Service::start(parts).await?;
        #[cfg(unix)]
        if let Some(socket) = setting.socket {
            service.serve_operators(socket);
        }
        let service = Arc::new(service);
        for channel in &channels {
            for account in channel.adapter.accounts() {
                apply_profile(&simulator, &*channel.adapter, &account, &profile).await?;
            }
        }
        let platforms = channels.iter().map(|channel| channel.adapter.platform()).collect();
        let receiver = Receiver { service: Arc::clone(&service), platforms };
        let mut tasks = tasks.begin(&service.handle());
        let delivering = simulator.clone();
        tasks.spawn(async move { delivering.deliver(&receiver).await });
        Ok(Self { service, simulator, store, _tasks: tasks })
    }

    /// Whether nothing is on its way, handled or waiting to be: neither a webhook nor a turn nor a call.
    pub(crate) async fn is_quiet(&self) -> bool {
        // A webhook may be taken, and a call answered, while the store is asked: nothing may be there before and after.
        if !self.simulator.is_quiet() {
            return false;
        }
        // A store that is gone has nothing to do any more.
        let waiting = self.store.depth().await.map_or((0, 0), |depth| (depth.inbox, depth.outbox));
        waiting == (0, 0) && self.service.running_turns() == 0 && self.simulator.is_quiet()
    }

    /// The platforms that the bot is on, in the order in which people are shown them.
    pub(crate) fn platforms(&self) -> Vec<Platform> {
        self.simulator.platforms().into_iter().filter(|platform| PLATFORMS.contains(platform)).collect()
    }
}

/// The platforms of this build.
pub(crate) const PLATFORMS: &[Platform] = &[
    #[cfg(feature = "messenger")]
    Platform::MESSENGER,
    #[cfg(feature = "whatsapp")]
    Platform::WHATSAPP,
    #[cfg(feature = "telegram")]
    Platform::TELEGRAM,
];

/// The bot, for webhooks.
struct Receiver {
    service: Arc<Service>,
    platforms: Vec<Platform>,
}

impl tertulia_simulator::Bot for Receiver {
    fn receive(
        &self,
        platform: Platform,
        headers: HeaderMap,
        body: Bytes,
    ) -> Pin<Box<dyn Future<Output = u16> + Send + '_>> {
        let channel = self.platforms.iter().position(|known| *known == platform).unwrap_or(usize::MAX);
        Box::pin(async move { self.service.receive(channel, headers, body).await.as_u16() })
    }
}
