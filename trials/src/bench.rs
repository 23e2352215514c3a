//! What a trial is held on: a folder, a database, the fakes, a ledger, and the bot's processes.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use tempfile::TempDir;
use tokio::time::{sleep, timeout};

use crate::{
    Result, account,
    audit::{Evidence, Finding, audit},
    bot::{Bot, Manner},
    database::Database,
    doors::{Doors, Sender},
    engine::Engine,
    fakes::Fakes,
    ledger::{self, Entry, Ledger},
    postman::Postman,
    webhook::Webhook,
};

/// How long a process may take to begin, on a machine that has other things to do.
const BEGINNING: Duration = Duration::from_secs(30);

/// How long everything that waits may take to be sent once nothing stands in its way. Backoff after several
/// failures is up to a minute.
const DRAINING: Duration = Duration::from_secs(90);

/// A trial under way. Most have one process; what is done to `at` is done to one of several, counted from 0.
#[derive(Debug)]
pub(crate) struct Bench {
    pub(crate) fakes: Fakes,
    pub(crate) ledger: Arc<Ledger>,
    manner: Manner,
    own: TempDir,
    /// Where the bot runs.
    folder: PathBuf,
    database: Database,
    bots: Vec<Option<Bot>>,
    runs: u32,
    /// `database.min_free` and `database.ballast`.
    space: (u64, u64),
    postman: Postman,
    doors: Doors,
}

impl Bench {
    /// A bench whose bot is this binary, as one process with a file.
    pub(crate) async fn new(binary: &Path) -> Result<Self> {
        Self::on(&Engine::Sqlite, binary).await
    }

    /// The same, with everything kept in another place.
    pub(crate) async fn on(engine: &Engine, binary: &Path) -> Result<Self> {
        let own = tempfile::tempdir()?;
        let ledger = Arc::new(Ledger::create(&own.path().join("ledger.jsonl"))?);
        let doors = Doors::new();
        let (postman, receipts) = Postman::new(doors.sender(&ledger));
        Ok(Self {
            fakes: Fakes::start(Arc::clone(&ledger), receipts).await?,
            ledger,
            postman,
            manner: Manner { binary: binary.to_owned(), log: "debug", turn: Duration::ZERO, failing: 0 },
            database: Database::make(engine, own.path()).await?,
            folder: own.path().to_owned(),
            own,
            bots: Vec::new(),
            runs: 0,
            space: (0, 0),
            doors,
        })
    }

    /// From the next start on the bot runs in another folder, and has its file there.
    pub(crate) fn run_in(&mut self, folder: &Path) {
        folder.clone_into(&mut self.folder);
        if let Database::Sqlite(path) = &mut self.database {
            *path = folder.join("tertulia.db");
        }
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
    pub(crate) fn spawn(&mut self) -> Result<()> {
        self.spawn_at(0)
    }

    /// Begins the process there.
    pub(crate) fn spawn_at(&mut self, at: usize) -> Result<()> {
        self.runs += 1;
        let run = self.runs;
        // Each has its own folder, as each has its own configuration.
        let folder = if at == 0 { self.folder.clone() } else { self.folder.join(format!("process-{at}")) };
        std::fs::create_dir_all(&folder)?;
        let database = self.database.configuration(run);
        let configuration = account::configuration(self.fakes.addr, run, self.space, &database);
        std::fs::write(folder.join("tertulia.toml"), configuration)?;
        self.ledger.write(Entry::Started { run, process: at });
        let bot = Bot::spawn(&self.manner, run, &folder, &self.log(), self.doors.clone())?;
        self.bots.resize_with(self.bots.len().max(at + 1), || None);
        self.bots[at] = Some(bot);
        Ok(())
    }

    /// Begins the bot's process and waits until it takes webhooks.
    pub(crate) async fn start(&mut self) -> Result<()> {
        self.start_at(0).await
    }

    /// Begins so many processes and waits until all take webhooks.
    pub(crate) async fn start_all(&mut self, processes: usize) -> Result<()> {
        (0..processes).try_for_each(|at| self.spawn_at(at))?;
        for at in 0..processes {
            self.listening_at(at).await?;
        }
        Ok(())
    }

    /// Begins the process there and waits until it takes webhooks.
    pub(crate) async fn start_at(&mut self, at: usize) -> Result<()> {
        self.spawn_at(at)?;
        self.listening_at(at).await
    }

    /// Whether the process there has not ended.
    pub(crate) fn is_running_at(&self, at: usize) -> bool {
        self.bot(at).is_ok_and(Bot::is_running)
    }

    /// Waits until the bot takes webhooks.
    pub(crate) async fn listening(&self) -> Result<()> {
        self.listening_at(0).await
    }

    /// Waits until the process there takes webhooks.
    pub(crate) async fn listening_at(&self, at: usize) -> Result<()> {
        match self.comes_up_at(at).await? {
            true => Ok(()),
            false => Err(format!("the bot did not begin; its log ends with\n{}", self.end_of_log()).into()),
        }
    }

    /// Waits until the bot takes webhooks. `false` if it ends before.
    pub(crate) async fn comes_up(&self) -> Result<bool> {
        self.comes_up_at(0).await
    }

    async fn comes_up_at(&self, at: usize) -> Result<bool> {
        let bot = self.bot(at)?;
        Ok(tokio::select! {
            () = self.doors.opened(bot.run) => true,
            () = bot.ended() => false,
            () = sleep(BEGINNING) => false,
        })
    }

    fn bot(&self, at: usize) -> Result<&Bot> {
        Ok(self.bots.get(at).and_then(Option::as_ref).ok_or("no bot was begun")?)
    }

    /// `kill -9`. When this returns, everything the process had said was heard, and what it had left was read.
    pub(crate) async fn kill(&mut self) {
        self.kill_at(0).await;
    }

    /// The same, of the process there.
    pub(crate) async fn kill_at(&mut self, at: usize) {
        let Ok(&Bot { run, counts_as, .. }) = self.bot(at) else { return };
        // Nobody can be asked for it any more once the process is dead.
        let process = self.database.process(run).await;
        self.ledger.write(Entry::Killed { run: counts_as });
        self.end(at).await;
        // A process that was killed while it made its first database has left none.
        if let Ok(process) = process
            && let Ok(waiting) = self.database.left(run, process).await
        {
            self.ledger.write(Entry::Left { run: counts_as, waiting });
        }
        self.fakes.quiesce(run).await;
    }

    /// Freezes the process there, for longer than others wait for it. `thaw_at` ends that.
    pub(crate) async fn freeze_at(&mut self, at: usize) -> Result<()> {
        let &Bot { run, counts_as, .. } = self.bot(at)?;
        let process = self.database.process(run).await?;
        self.ledger.write(Entry::Frozen { run: counts_as });
        // Whoever spreads webhooks among the processes notices.
        self.doors.close(run);
        self.bot(at)?.signal("STOP")?;
        let waiting = self.database.left(run, process).await?;
        self.ledger.write(Entry::Left { run: counts_as, waiting });
        Ok(())
    }

    /// The process there goes on.
    pub(crate) async fn thaw_at(&mut self, at: usize) -> Result<()> {
        self.runs += 1;
        let counts_as = self.runs;
        let bot = self.bots.get_mut(at).and_then(Option::as_mut).ok_or("no bot was begun")?;
        bot.counts_as = counts_as;
        self.ledger.write(Entry::Thawed { run: bot.run, counts_as });
        bot.signal("CONT")?;
        self.doors.open(bot.run, bot.addr().ok_or("the bot took no webhooks")?);
        Ok(())
    }

    /// Asks the process to stop. `false` if it does not within that time.
    pub(crate) async fn stop(&mut self, limit: Duration) -> Result<bool> {
        let Ok(bot) = self.bot(0) else { return Ok(true) };
        let run = bot.run;
        self.ledger.write(Entry::Stopped { run });
        bot.signal("TERM")?;
        let stopped = timeout(limit, bot.ended()).await.is_ok();
        if stopped {
            self.end(0).await;
            self.fakes.quiesce(run).await;
        }
        Ok(stopped)
    }

    async fn end(&mut self, at: usize) {
        let Some(bot) = self.bots.get_mut(at).and_then(Option::take) else { return };
        let run = bot.run;
        self.doors.close(run);
        // The end of the log is waited for, which may take a moment.
        let _ = tokio::task::spawn_blocking(move || bot.kill()).await;
        self.doors.close(run);
    }

    /// The running process, which is no longer this bench's.
    pub(crate) fn release(&mut self) -> Option<Bot> {
        let bot = self.bots.first_mut().and_then(Option::take)?;
        self.doors.close(bot.run);
        Some(bot)
    }

    /// Waits until the process ends by itself. `false` if it does not within that time.
    pub(crate) async fn wait_for_end(&mut self, limit: Duration) -> bool {
        let Ok(bot) = self.bot(0) else { return false };
        let ended = timeout(limit, bot.ended()).await.is_ok();
        if ended {
            self.kill().await;
        }
        ended
    }

    /// Notes how much memory the process has taken at most, in bytes.
    pub(crate) fn look_at_memory(&self) -> Result<u64> {
        let bot = self.bot(0)?;
        let bytes = bot.peak()?;
        self.ledger.write(Entry::Peaked { run: bot.run, bytes });
        Ok(bytes)
    }

    /// Posts a webhook once. `None` if no bot takes webhooks, or it gave no answer.
    pub(crate) async fn post(&self, webhook: &Webhook, again: bool) -> Option<u16> {
        self.sender().post(webhook, again).await
    }

    /// What posts webhooks, beside this bench.
    pub(crate) fn sender(&self) -> Sender {
        self.doors.sender(&self.ledger)
    }

    /// Waits until nothing waits any more. `false` if that takes too long.
    pub(crate) async fn drained(&self) -> Result<bool> {
        let until = Instant::now() + DRAINING;
        while Instant::now() < until {
            if self.database.waiting().await? == 0 {
                return Ok(true);
            }
            sleep(Duration::from_millis(20)).await;
        }
        Ok(false)
    }

    /// Waits until something stands in the bot's log. `false` if that takes too long.
    pub(crate) async fn logged(&self, what: &str, limit: Duration) -> Result<bool> {
        Ok(timeout(limit, self.bot(0)?.logged(what)).await.unwrap_or(Ok(false))?)
    }

    /// Ends the trial: the bot is killed, and everything is looked at.
    pub(crate) async fn finish(mut self) -> Result<Finding> {
        for at in 0..self.bots.len() {
            let Ok(&Bot { run, .. }) = self.bot(at) else { continue };
            self.end(at).await;
            self.fakes.quiesce(run).await;
        }
        let evidence = Evidence {
            lines: ledger::read(&self.own.path().join("ledger.jsonl"))?,
            end: self.database.read().await?,
            log: std::fs::read(self.log())?,
            secrets: account::bot_secrets(),
        };
        let finding = audit(&evidence);
        if !finding.violations.is_empty() {
            // The evidence outlives the trial, also what was kept on a server.
            std::fs::write(self.own.path().join("end.json"), serde_json::to_vec(&evidence.end)?)?;
            self.own.disable_cleanup(true);
            return Ok(Finding { evidence: Some(self.own.path().to_owned()), ..finding });
        }
        Ok(finding)
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
