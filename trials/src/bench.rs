//! What a trial is held on: a folder with a database, the fakes, a ledger, and the bot's process.

use std::{
    io,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use tempfile::TempDir;
use tokio::{
    sync::watch,
    time::{sleep, timeout},
};

use crate::{
    Result, account,
    audit::{Evidence, Finding, audit},
    bot::{Bot, Manner},
    database,
    fakes::Fakes,
    ledger::{self, Entry, Ledger},
    post::post,
    postman::Postman,
    webhook::{Mail, Webhook},
};

/// How long a process may take to begin, on a machine that has other things to do.
const BEGINNING: Duration = Duration::from_secs(30);

/// How long everything that waits may take to be sent once nothing stands in its way. Backoff after several
/// failures is up to a minute.
const DRAINING: Duration = Duration::from_secs(90);

/// A trial under way.
#[derive(Debug)]
pub(crate) struct Bench {
    pub(crate) fakes: Fakes,
    pub(crate) ledger: Arc<Ledger>,
    manner: Manner,
    own: TempDir,
    /// Where the bot runs and has its database.
    folder: PathBuf,
    bot: Option<Bot>,
    runs: u32,
    /// `database.min_free` and `database.ballast`.
    space: (u64, u64),
    postman: Postman,
    /// Where webhooks are taken now, if they are.
    addr: watch::Sender<Option<SocketAddr>>,
}

impl Bench {
    /// A bench whose bot is this binary.
    pub(crate) async fn new(binary: &Path) -> Result<Self> {
        let own = tempfile::tempdir()?;
        let ledger = Arc::new(Ledger::create(&own.path().join("ledger.jsonl"))?);
        let addr = watch::channel(None).0;
        let (postman, receipts) =
            Postman::new(Sender { addr: addr.subscribe(), ledger: Arc::clone(&ledger) });
        Ok(Self {
            fakes: Fakes::start(Arc::clone(&ledger), receipts).await?,
            ledger,
            postman,
            manner: Manner { binary: binary.to_owned(), log: "debug", turn: Duration::ZERO, failing: 0 },
            folder: own.path().to_owned(),
            own,
            bot: None,
            runs: 0,
            space: (0, 0),
            addr,
        })
    }

    /// From the next start on the bot runs in another folder.
    pub(crate) fn run_in(&mut self, folder: &Path) {
        folder.clone_into(&mut self.folder);
    }

    /// From the next start on the bot refuses what is new under so many free bytes, and has a reserve of so many.
    pub(crate) fn set_space(&mut self, min_free: u64, ballast: u64) {
        self.space = (min_free, ballast);
    }

    /// From now on the platforms do not tell what became of messages.
    pub(crate) fn withhold_receipts(&self) {
        self.postman.withhold();
    }

    /// From the next start on the bot's turns take so long.
    pub(crate) fn set_turn(&mut self, turn: Duration) {
        self.manner.turn = turn;
    }

    /// From the next start on so many of a thousand turns fail.
    pub(crate) fn set_failing(&mut self, per_mille: u32) {
        self.manner.failing = per_mille;
    }

    /// From the next start on the bot logs that.
    pub(crate) fn set_log(&mut self, log: &'static str) {
        self.manner.log = log;
    }

    /// Begins the bot's process, without waiting for it. `listening` waits.
    pub(crate) fn spawn(&mut self) -> io::Result<()> {
        self.runs += 1;
        let configuration = account::configuration(self.fakes.addr, self.runs, self.space);
        std::fs::write(self.folder.join("tertulia.toml"), configuration)?;
        self.ledger.write(Entry::Started { run: self.runs });
        let (folder, addr) = (&self.folder, self.addr.clone());
        self.bot = Some(Bot::spawn(&self.manner, self.runs, folder, &self.log(), addr)?);
        Ok(())
    }

    /// Begins the bot's process and waits until it takes webhooks.
    pub(crate) async fn start(&mut self) -> Result<()> {
        self.spawn()?;
        self.listening().await
    }

    /// Waits until the bot takes webhooks.
    pub(crate) async fn listening(&self) -> Result<()> {
        match self.comes_up().await? {
            true => Ok(()),
            false => Err(format!("the bot did not begin; its log ends with\n{}", self.end_of_log()).into()),
        }
    }

    /// Waits until the bot takes webhooks. `false` if it ends before.
    pub(crate) async fn comes_up(&self) -> Result<bool> {
        let bot = self.bot.as_ref().ok_or("no bot was begun")?;
        let mut addr = self.addr.subscribe();
        Ok(tokio::select! {
            up = addr.wait_for(Option::is_some) => up.is_ok(),
            () = bot.ended() => false,
            () = sleep(BEGINNING) => false,
        })
    }

    /// `kill -9`. When this returns, everything the process had said was heard, and what it had left was read.
    pub(crate) async fn kill(&mut self) {
        let Some(run) = self.bot.as_ref().map(|bot| bot.run) else { return };
        self.ledger.write(Entry::Killed { run });
        self.end().await;
        // A process that was killed while it made its first database has left none.
        if let Ok(waiting) = database::messages(&self.database()) {
            self.ledger.write(Entry::Left { run, waiting });
        }
    }

    /// Asks the process to stop. `false` if it does not within that time.
    pub(crate) async fn stop(&mut self, limit: Duration) -> Result<bool> {
        let Some(bot) = &self.bot else { return Ok(true) };
        self.ledger.write(Entry::Stopped { run: bot.run });
        bot.signal("TERM")?;
        let stopped = timeout(limit, bot.ended()).await.is_ok();
        if stopped {
            self.end().await;
        }
        Ok(stopped)
    }

    async fn end(&mut self) {
        self.addr.send_replace(None);
        if let Some(bot) = self.bot.take() {
            // The end of the log is waited for, which may take a moment.
            let _ = tokio::task::spawn_blocking(move || bot.kill()).await;
        }
        self.addr.send_replace(None);
        self.fakes.quiesce().await;
    }

    /// The running process, which is no longer this bench's.
    pub(crate) fn release(&mut self) -> Option<Bot> {
        self.addr.send_replace(None);
        self.bot.take()
    }

    /// Waits until the process ends by itself. `false` if it does not within that time.
    pub(crate) async fn wait_for_end(&mut self, limit: Duration) -> bool {
        let Some(bot) = &self.bot else { return false };
        let ended = timeout(limit, bot.ended()).await.is_ok();
        if ended {
            self.kill().await;
        }
        ended
    }

    /// Notes how much memory the process has taken at most, in bytes.
    pub(crate) fn look_at_memory(&self) -> Result<u64> {
        let bot = self.bot.as_ref().ok_or("no bot was begun")?;
        let bytes = bot.peak()?;
        self.ledger.write(Entry::Peaked { run: bot.run, bytes });
        Ok(bytes)
    }

    /// Posts a webhook once. `None` if no bot takes webhooks, or it gave no answer.
    pub(crate) async fn post(&self, webhook: &Webhook, again: bool) -> Option<u16> {
        let addr = (*self.addr.borrow())?;
        post(addr, &webhook.mail, |post| webhook.entry(post, again), &self.ledger).await
    }

    /// What posts webhooks, beside this bench.
    pub(crate) fn sender(&self) -> Sender {
        Sender { addr: self.addr.subscribe(), ledger: Arc::clone(&self.ledger) }
    }

    /// Waits until nothing waits any more. `false` if that takes too long.
    pub(crate) async fn drained(&self) -> Result<bool> {
        let until = Instant::now() + DRAINING;
        while Instant::now() < until {
            if database::waiting(&self.database())? == 0 {
                return Ok(true);
            }
            sleep(Duration::from_millis(20)).await;
        }
        Ok(false)
    }

    /// Waits until something stands in the bot's log. `false` if that takes too long.
    pub(crate) async fn logged(&self, what: &str, limit: Duration) -> Result<bool> {
        let bot = self.bot.as_ref().ok_or("no bot was begun")?;
        Ok(timeout(limit, bot.logged(what)).await.unwrap_or(Ok(false))?)
    }

    /// Ends the trial: the bot is killed, and everything is looked at.
    pub(crate) async fn finish(mut self) -> Result<Finding> {
        self.end().await;
        let evidence = Evidence {
            lines: ledger::read(&self.own.path().join("ledger.jsonl"))?,
            end: database::read(&self.database())?,
            log: std::fs::read(self.log())?,
            secrets: account::bot_secrets(),
        };
        let finding = audit(&evidence);
        if !finding.violations.is_empty() {
            // The evidence outlives the trial.
            self.own.disable_cleanup(true);
            return Ok(Finding { evidence: Some(self.own.path().to_owned()), ..finding });
        }
        Ok(finding)
    }

    /// The database's file.
    pub(crate) fn database(&self) -> PathBuf {
        self.folder.join("tertulia.db")
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    fn log(&self) -> PathBuf {
        self.own.path().join("bot.log")
    }

    /// The last lines of the bot's log.
    pub(crate) fn end_of_log(&self) -> String {
        let log = std::fs::read(self.log()).unwrap_or_default();
        String::from_utf8_lossy(&log[log.len().saturating_sub(2000)..]).into_owned()
    }
}

/// Posts webhooks to whichever process takes them.
#[derive(Clone, Debug)]
pub(crate) struct Sender {
    addr: watch::Receiver<Option<SocketAddr>>,
    ledger: Arc<Ledger>,
}

impl Sender {
    /// Posts a webhook once, as soon as there is somebody to take it.
    pub(crate) async fn post(&mut self, webhook: &Webhook, again: bool) -> Option<u16> {
        self.send(&webhook.mail, |post| webhook.entry(post, again)).await
    }

    /// Posts anything once, as soon as there is somebody to take it.
    pub(crate) async fn send(&mut self, mail: &Mail, entry: impl FnOnce(u64) -> Entry) -> Option<u16> {
        // The one who listens may be dead before that is known here; so nobody waits for long.
        let addr =
            *timeout(Duration::from_millis(50), self.addr.wait_for(Option::is_some)).await.ok()?.ok()?;
        post(addr?, mail, entry, &self.ledger).await
    }
}
