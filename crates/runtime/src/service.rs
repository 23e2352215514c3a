//! The running bot: its parts, and how they begin and end together.

use std::{collections::HashMap, fmt, sync::Arc, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use secrecy::SecretString;
use tertulia_core::{
    Adapter, Clock, Handle, Http, Journal,
    payload::Keyring,
    program::{Program, Tools},
    trace::{Recorder, Trace},
};
use tertulia_store::{AccountId, Retention, Store, StoreError};
use tokio::{
    net::TcpListener,
    sync::{broadcast, watch},
    task::JoinSet,
};

use crate::{
    admin,
    depth::LastDepth,
    desk::ServiceDesk,
    dice::Dice,
    files::AccountFiles,
    journal::StoreJournal,
    press::Presses,
    reports::{self, Reporter, Reporting, Reports},
    roles::{Role, Roles},
    sending::{self, Inflow, Inflows},
    server,
    spans::Origins,
    telemetry,
    traces::{self, Traces, Tracing},
    turns, webhook,
};

/// What a service is made of.
pub struct Parts {
    /// What the author declared.
    pub program: Program,
    /// Where everything is kept.
    pub store: Arc<dyn Store>,
    /// The platforms.
    pub channels: Vec<Channel>,
    /// What sends API calls.
    pub http: Arc<dyn Http>,
    /// What tells the time.
    pub clock: Arc<dyn Clock>,
    /// The keys of payloads, the first of which seals. Without any, the store's own is used.
    pub payload_keys: Vec<SecretString>,
    /// Times and limits.
    pub options: Options,
}

/// A platform, and the path on which its webhooks come in.
#[derive(Clone)]
pub struct Channel {
    /// The platform.
    pub adapter: Arc<dyn Adapter>,
    /// The path, beginning with `/`.
    pub route: String,
}

/// Times and limits of a service.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// How long a turn may take.
    pub turn_deadline: Duration,
    /// How many turns may run at the same time.
    pub turns: usize,
    /// Whether the platforms' limits are kept. Without them a platform answers 429 sooner or later.
    pub limits: bool,
    /// How long payloads are kept that did not fit their buttons.
    pub payload_keep: Duration,
    /// How long running turns and calls may take to end when the service is told to.
    pub drain: Duration,
    /// How much is told of turns.
    pub tracing: Tracing,
    /// What of the work this process does. Less than all only on a database that others share who do the rest.
    pub roles: Roles,
    /// How long it is kept what people and the bot said. Without it nothing of that is kept.
    pub chat_log: Option<Duration>,
    /// Where it is told what an operator must know. Without it nobody is told.
    pub reports: Option<Reporting>,
    /// Makes all chance the same in every run, for tests.
    pub seed: Option<u64>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            turn_deadline: Duration::from_secs(30),
            turns: 64,
            limits: true,
            payload_keep: Duration::from_secs(90 * 86_400),
            drain: Duration::from_secs(20),
            tracing: Tracing::Off,
            roles: Roles::ALL,
            chat_log: None,
            reports: None,
            seed: None,
        }
    }
}

/// Why a service does not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The store cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A key of payloads is too short.
    #[error("a key of payloads has at least 16 bytes (`payload.key`)")]
    ShortKey,
}

/// A running bot.
pub struct Service {
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
    /// What brings reports. It outlives the tasks that have something to report.
    courier: JoinSet<()>,
}

/// What all tasks of a service share.
pub(crate) struct Shared {
    pub(crate) program: Program,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) channels: Vec<Channel>,
    pub(crate) accounts: Vec<Account>,
    pub(crate) http: Arc<dyn Http>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) keyring: Keyring,
    pub(crate) options: Options,
    pub(crate) turns: Arc<turns::Turns>,
    pub(crate) last_depth: LastDepth,
    pub(crate) presses: Presses,
    pub(crate) dice: Dice,
    pub(crate) traces: Traces,
    pub(crate) reports: Reports,
    pub(crate) origins: Origins,
    journal: Arc<dyn Journal>,
    /// Whether the store hands calls over, so that no sender has to be told.
    pub(crate) handed_over: bool,
    account_of: HashMap<AccountId, usize>,
    account_named: HashMap<(usize, String), usize>,
}

/// A page, phone number or bot.
pub(crate) struct Account {
    pub(crate) id: AccountId,
    pub(crate) channel: usize,
    pub(crate) native: String,
    /// What comes to its sender.
    pub(crate) inflow: Arc<Inflow>,
}

impl Service {
    /// Makes the accounts known, and begins to handle what is waiting.
    ///
    /// # Errors
    ///
    /// If the store cannot be used, or a key is too short.
    pub async fn start(parts: Parts) -> Result<Self, StartError> {
        let Parts { program, store, channels, http, clock, mut payload_keys, options } = parts;
        if payload_keys.is_empty() {
            payload_keys.push(store.payload_key().await?);
        }
        let keyring = Keyring::new(&payload_keys).ok_or(StartError::ShortKey)?;
        let mut names = Vec::new();
        for (channel, Channel { adapter, .. }) in channels.iter().enumerate() {
            names.extend(adapter.accounts().into_iter().map(|native| (channel, native)));
        }
        let known = names.iter().map(|(at, native)| (channels[*at].adapter.platform(), native.clone()));
        let ids = store.accounts(known.collect()).await?;
        let accounts: Vec<_> = ids
            .into_iter()
            .zip(names)
            .map(|(id, (channel, native))| Account { id, channel, native, inflow: Arc::default() })
            .collect();
        if options.roles.has(Role::Worker) {
            tell_of_unserved(&*store, &*clock).await?;
        }
        let turns = Arc::new(turns::Turns::new(options.turns));
        // Who does not send has no room for anybody's calls.
        let senders = accounts.iter().filter(|_| options.roles.has(Role::Sender));
        let inflows = senders.map(|account| (account.id, Arc::clone(&account.inflow))).collect();
        let outlet = Inflows { inflows, turns: Arc::clone(&turns) };
        let handed_over = store.publish_to(Arc::new(outlet)).await?;
        let (traces, told) = Traces::new(options.tracing);
        let shared = Arc::new(Shared {
            account_of: accounts.iter().enumerate().map(|(at, account)| (account.id, at)).collect(),
            account_named: accounts
                .iter()
                .enumerate()
                .map(|(at, account)| ((account.channel, account.native.clone()), at))
                .collect(),
            turns,
            last_depth: LastDepth::default(),
            presses: Presses::default(),
            dice: Dice::new(options.seed),
            traces,
            reports: Reports::new(options.reports.clone()),
            origins: Origins::default(),
            journal: Arc::new(StoreJournal(Arc::clone(&store))),
            handed_over,
            program,
            store,
            channels,
            accounts,
            http,
            clock,
            keyring,
            options,
        });
        shared.program.handle().open(Arc::new(ServiceDesk(Arc::downgrade(&shared))));
        let (stop, stopped) = watch::channel(false);
        let mut tasks = JoinSet::new();
        let roles = shared.options.roles;
        if roles.has(Role::Worker) {
            tasks.spawn(turns::claim_waiting(Arc::clone(&shared), stopped.clone()));
            tasks.spawn(sweep(Arc::clone(&shared), stopped.clone()));
            if shared.options.tracing != Tracing::Off {
                tasks.spawn(traces::keep(Arc::clone(&shared), told, stopped.clone()));
            }
        }
        if roles.has(Role::Sender) {
            for account in 0..shared.accounts.len() {
                tasks.spawn(sending::send_all(Arc::clone(&shared), account, stopped.clone()));
            }
        }
        let mut courier = JoinSet::new();
        if shared.reports.are_on() {
            courier.spawn(reports::carry(Arc::clone(&shared)));
        }
        Ok(Self { shared, stop, tasks, courier })
    }

    /// What begins turns that nobody's message began.
    pub fn handle(&self) -> Handle {
        self.shared.program.handle()
    }

    /// What reports that something failed beside the conversations.
    pub fn reporter(&self) -> Reporter {
        Reporter(Arc::downgrade(&self.shared))
    }

    /// What is told of the last turns, oldest first: up to 200. It follows the turns by a moment.
    pub fn recent_traces(&self) -> Vec<Arc<Trace>> {
        self.shared.traces.recent()
    }

    /// What is told of turns from now on, as [`Options::tracing`] says.
    pub fn traces(&self) -> broadcast::Receiver<Arc<Trace>> {
        self.shared.traces.listen()
    }

    /// How many turns run now.
    pub fn running_turns(&self) -> usize {
        self.shared.turns.running()
    }

    /// Takes a webhook as the server does: for a server of your own, and for simulations. `channel` counts
    /// [`Parts::channels`] from zero.
    ///
    /// The answer is 200 when the webhook is stored, 401 if the platform did not sign it, 503 if it cannot be stored
    /// now, and 404 if there is no such channel, or the service takes no webhooks. It does not borrow the service, and
    /// once storing has begun it ends even if nobody waits for the answer any more.
    pub fn receive(
        &self,
        channel: usize,
        headers: HeaderMap,
        body: Bytes,
    ) -> impl Future<Output = StatusCode> + Send + use<> {
        let shared = Arc::clone(&self.shared);
        async move {
            if channel >= shared.channels.len() || !shared.options.roles.has(Role::Web) {
                return StatusCode::NOT_FOUND;
            }
            webhook::receive(&shared, channel, &headers, body).await.status()
        }
    }

    /// Serves health on `listener`, and webhooks if the service takes them, until `until` comes, then ends what was begun.
    pub async fn serve(self, listener: TcpListener, until: impl Future<Output = ()>) {
        server::serve(server::router(&self.shared), listener, until).await;
        self.stop().await;
    }

    /// Serves metrics at `/metrics` on a listener of its own, as long as the service runs. They tell how much goes on:
    /// keep them from the world. Counts are of the whole process, from the first service on that serves them.
    pub fn serve_metrics(&mut self, listener: TcpListener) {
        let Some(metrics) = telemetry::start() else {
            tracing::warn!("another recorder of metrics is installed; there is no `/metrics`");
            return;
        };
        let router = admin::router(&self.shared, metrics);
        let mut stopped = self.stop.subscribe();
        self.tasks.spawn(async move {
            let stop = async move {
                let _ = stopped.changed().await; // the sender being gone means the same
            };
            server::serve(router, listener, stop).await;
        });
    }

    /// Does what operators ask for by a local socket, as long as the service runs: what [`Upkeep`](tertulia_store::Upkeep)
    /// can do. A store that others can open themselves needs none, and gets none.
    #[cfg(unix)]
    pub fn serve_operators(&mut self, socket: admin::AdminSocket) {
        let (shared, stopped) = (Arc::clone(&self.shared), self.stop.subscribe());
        self.tasks.spawn(admin::serve(shared, socket, stopped));
    }

    /// Ends what was begun, within [`Options::drain`], and closes the store. What is waiting stays in the store.
    pub async fn stop(mut self) {
        // Nobody listens any more if every task has ended, which is just as well.
        let _ = self.stop.send(true);
        let drain = self.shared.clock.now() + self.shared.options.drain;
        let ended = async {
            self.shared.turns.ended().await;
            while self.tasks.join_next().await.is_some() {}
        };
        tokio::select! {
            biased;
            () = ended => {}
            () = self.shared.clock.sleep_until(drain) => tracing::warn!("stopped before everything had ended"),
        }
        self.tell_the_rest().await;
        if let Err(error) = self.shared.store.close().await {
            tracing::error!(%error, "the store was not closed cleanly");
        }
    }

    /// Has the last reports told, as far as they are taken in a moment.
    async fn tell_the_rest(&mut self) {
        self.shared.reports.close();
        let end = self.shared.clock.now() + LAST_REPORTS;
        tokio::select! {
            biased;
            _ = self.courier.join_next() => {}
            () = self.shared.clock.sleep_until(end) => tracing::warn!("the last reports were not taken"),
        }
    }
}

/// How long the last reports may take. Somebody waits for the process to end.
const LAST_REPORTS: Duration = Duration::from_secs(2);

impl Shared {
    /// Something may wait to be claimed: it is looked for, or others are told who do.
    pub(crate) fn work_waits(&self) {
        if self.options.roles.has(Role::Worker) {
            self.turns.wake();
        } else {
            self.store.tell_of_work();
        }
    }

    /// The account of that name on a channel.
    pub(crate) fn account_named(&self, channel: usize, native: &str) -> Option<&Account> {
        self.account_named.get(&(channel, native.to_owned())).map(|at| &self.accounts[*at])
    }

    /// The account of that number. `None` for one that is no longer configured.
    pub(crate) fn account(&self, id: AccountId) -> Option<&Account> {
        self.account_of.get(&id).map(|at| &self.accounts[*at])
    }

    /// What writes down what happens in a turn.
    pub(crate) fn recorder(&self) -> Recorder {
        let recorder = self.traces.recorder();
        let recorder = if self.options.chat_log.is_some() { recorder.with_remarks() } else { recorder };
        if self.reports.are_on() { recorder.with_place() } else { recorder }
    }

    /// What a turn of this account works with.
    pub(crate) fn tools(&self, account: &Account, recorder: Recorder) -> Tools<'_> {
        let adapter = self.adapter(account);
        let files = AccountFiles {
            http: Arc::clone(&self.http),
            adapter: Arc::clone(adapter),
            account: account.native.clone(),
        };
        let (journal, files) = (Arc::clone(&self.journal), Arc::new(files));
        Tools { adapter: &**adapter, keyring: &self.keyring, journal, files, recorder }
    }

    /// What speaks to an account's platform.
    pub(crate) fn adapter(&self, account: &Account) -> &Arc<dyn Adapter> {
        &self.channels[account.channel].adapter
    }
}

/// How long something has to wait before nobody seems to work for its account.
const UNSERVED: Duration = Duration::from_secs(60);

/// Tells the operator whose events wait though nobody seems to work for them: of an account that is no longer configured, above
/// all.
async fn tell_of_unserved(store: &dyn Store, clock: &dyn Clock) -> Result<(), StoreError> {
    for (platform, account) in store.unserved(clock.now() - UNSERVED).await? {
        tracing::warn!(
            platform,
            account,
            "events wait for an account that is not configured here; they are kept. If no other process works for it, \
             configure it once more, until they are done"
        );
    }
    Ok(())
}

/// How often a little is forgotten: often enough for a thousand events a second.
const SWEEP: Duration = Duration::from_secs(2);

/// Forgets what is old, a little at a time.
async fn sweep(shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    let retention = Retention { payloads: shared.options.payload_keep, chat_log: shared.options.chat_log };
    while !*stopped.borrow() {
        let now = shared.clock.now();
        if let Err(error) = shared.store.sweep(now, retention).await {
            tracing::warn!(%error, "old rows were not removed");
        }
        tokio::select! {
            biased;
            () = shared.clock.sleep_until(now + SWEEP) => {}
            _ = stopped.changed() => {}
        }
    }
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parts").field("channels", &self.channels).finish_non_exhaustive()
    }
}

impl fmt::Debug for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} on {}", self.adapter.platform(), self.route)
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Service").field("channels", &self.shared.channels).finish_non_exhaustive()
    }
}
