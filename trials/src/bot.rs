//! The bot under trial as a process: begun, frozen, killed.

use std::{
    fs::{self, OpenOptions},
    io::{self, BufRead as _, BufReader, Write as _},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, OnceLock},
    thread,
    time::Duration,
};

use tokio::sync::watch;

use crate::doors::Doors;

/// A running bot. It is killed when this is dropped.
#[derive(Debug)]
pub(crate) struct Bot {
    pub(crate) run: u32,
    /// Where it takes webhooks, once it does.
    addr: Arc<OnceLock<SocketAddr>>,
    /// What its run is called since it last came back to itself, in the ledger.
    pub(crate) counts_as: u32,
    child: Child,
    log: PathBuf,
    /// Changes with every line of the log, and ends with it.
    heard: watch::Receiver<()>,
    hearing: Option<thread::JoinHandle<()>>,
}

/// How a bot is begun.
#[derive(Clone, Debug)]
pub(crate) struct Manner {
    pub(crate) binary: PathBuf,
    /// What it logs, as `RUST_LOG` has it.
    pub(crate) log: &'static str,
    /// How long each of its turns takes.
    pub(crate) turn: Duration,
    /// Of a thousand turns, how many fail.
    pub(crate) failing: u32,
}

impl Bot {
    /// Begins the bot in a folder, where its configuration lies already. Its log is appended to a file; when the
    /// address stands in it, its door is open.
    pub(crate) fn spawn(
        manner: &Manner,
        run: u32,
        folder: &Path,
        log: &Path,
        doors: Doors,
    ) -> io::Result<Self> {
        let mut command = Command::new(&manner.binary);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("TERTULIA_") {
                command.env_remove(name);
            }
        }
        let mut child = command
            .current_dir(folder)
            .arg("serve")
            .env("RUST_LOG", manner.log)
            .env("RUST_BACKTRACE", "0")
            .env("TRIAL_TURN_MS", manner.turn.as_millis().to_string())
            .env("TRIAL_FAILING", manner.failing.to_string())
            .stderr(Stdio::piped())
            .spawn()?;
        let stderr = child.stderr.take().ok_or_else(|| io::Error::other("no standard error"))?;
        let mut file = OpenOptions::new().create(true).append(true).open(log)?;
        let (tell, heard) = watch::channel(());
        let addr = Arc::new(OnceLock::new());
        let told = Arc::clone(&addr);
        let hearing = thread::spawn(move || {
            let mut stderr = BufReader::new(stderr);
            let mut line = Vec::new();
            while stderr.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
                if let Some((_, found)) = String::from_utf8_lossy(&line).split_once("listening addr=")
                    && let Ok(addr) = found.trim().parse()
                {
                    let _ = told.set(addr); // it is told once
                    doors.open(run, addr);
                }
                let _ = file.write_all(&line);
                let _ = tell.send(()); // it may be that nobody waits for anything
                line.clear();
            }
        });
        Ok(Self { run, addr, counts_as: run, child, log: log.to_owned(), heard, hearing: Some(hearing) })
    }

    /// Where it takes webhooks. `None` if it does not yet.
    pub(crate) fn addr(&self) -> Option<SocketAddr> {
        self.addr.get().copied()
    }

    /// Whether it has not ended: then its log goes on.
    pub(crate) fn is_running(&self) -> bool {
        self.heard.has_changed().is_ok()
    }

    /// Waits until it has ended by itself.
    pub(crate) async fn ended(&self) {
        let mut heard = self.heard.clone();
        while heard.changed().await.is_ok() {}
    }

    /// Waits until something stands in the log. `false` if it ends without.
    pub(crate) async fn logged(&self, what: &str) -> io::Result<bool> {
        let mut heard = self.heard.clone();
        let mut over = false;
        loop {
            heard.mark_unchanged();
            if String::from_utf8_lossy(&fs::read(&self.log)?).contains(what) {
                return Ok(true);
            }
            if over {
                return Ok(false);
            }
            // What was said last is looked at once more.
            over = heard.changed().await.is_err();
        }
    }

    /// The most memory that it has taken so far, in bytes.
    pub(crate) fn peak(&self) -> io::Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
        let kibibytes: Option<u64> = peak.and_then(|peak| peak.parse().ok());
        kibibytes.map(|peak| peak << 10).ok_or_else(|| io::Error::other("no VmHWM in /proc"))
    }

    /// Sends a signal such as `STOP` or `CONT`.
    pub(crate) fn signal(&self, name: &str) -> io::Result<()> {
        let pid = self.child.id().to_string();
        let status = Command::new("kill").args([&format!("-{name}"), &pid]).status()?;
        if status.success() { Ok(()) } else { Err(io::Error::other(format!("kill -{name} failed"))) }
    }

    /// `kill -9`. When this returns it is dead, and its log complete.
    pub(crate) fn kill(mut self) {
        self.end();
    }

    fn end(&mut self) {
        let _ = self.child.kill(); // it may have ended by itself
        let _ = self.child.wait();
        let _ = self.hearing.take().map(thread::JoinHandle::join);
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        self.end();
    }
}
