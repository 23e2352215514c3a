//! A server that is measured, as a process of its own.

use std::{
    fmt,
    io::{self, BufRead as _, BufReader, Write as _},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, ChildStderr, Command, Stdio},
    thread,
};

use serde::Serialize;
use tokio::sync::oneshot;

use crate::usage::Usage;

const TOKEN: &str = "123456789:token-of-the-benchmark";
pub(crate) const SECRET: &str = "secret-of-the-benchmark";

/// Which of the two servers.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Side {
    /// A bot made with Tertulia.
    Tertulia,
    /// The same by hand: hyper, SQLite, and nothing else.
    Bare,
    /// The bot, with everything on a PostgreSQL server.
    Postgres,
    /// Two processes of the bot on one database there.
    #[serde(rename = "two on postgres")]
    TwoOnPostgres,
}

impl Side {
    /// Those that need no other server, in the order in which they are measured.
    pub const BOTH: [Self; 2] = [Self::Tertulia, Self::Bare];
    /// Those on a PostgreSQL server, beside the same on SQLite.
    pub const WITH_POSTGRES: [Self; 3] = [Self::Tertulia, Self::Postgres, Self::TwoOnPostgres];

    /// How many processes it is.
    pub(crate) fn processes(self) -> usize {
        if self == Self::TwoOnPostgres { 2 } else { 1 }
    }

    /// Whether everything is on a PostgreSQL server.
    pub(crate) fn needs_postgres(self) -> bool {
        matches!(self, Self::Postgres | Self::TwoOnPostgres)
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Tertulia => "tertulia",
            Self::Bare => "bare",
            Self::Postgres => "postgres",
            Self::TwoOnPostgres => "two on postgres",
        })
    }
}

/// Where the programs of the servers are.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Programs {
    /// The bot.
    pub tertulia: PathBuf,
    /// The bare server.
    pub bare: PathBuf,
    /// Whether the bare server answers presses too (`answerCallbackQuery`), as every bot made with Tertulia does.
    pub bare_answers_presses: bool,
    /// A database on the PostgreSQL server on which others can be made: `postgres://user@host/database`.
    pub postgres: Option<String>,
}

impl Programs {
    /// The programs in a folder Cargo builds into, such as `target/release`.
    pub fn in_folder(folder: &Path) -> Self {
        Self {
            tertulia: folder.join("bench_bot"),
            bare: folder.join("examples").join("bare_hyper"),
            bare_answers_presses: false,
            postgres: None,
        }
    }

    fn command(&self, side: Side, folder: &Path, database: &str, api: SocketAddr) -> Command {
        let mut command = Command::new(match side {
            Side::Tertulia | Side::Postgres | Side::TwoOnPostgres => &self.tertulia,
            Side::Bare => &self.bare,
        });
        // Nothing of this process's configuration, and no `tertulia.toml`.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("TERTULIA_") {
                command.env_remove(name);
            }
        }
        command.current_dir(folder);
        match side {
            Side::Tertulia | Side::Postgres | Side::TwoOnPostgres => command
                .arg("serve")
                .env("RUST_LOG", "warn,tertulia::service=info") // which says the address
                .env("TERTULIA_HTTP__ADDR", "127.0.0.1:0")
                .env("TERTULIA_ADMIN__ADDR", "127.0.0.1:0")
                .env("TERTULIA_DATABASE__URL", database)
                .env("TERTULIA_DATABASE__SQLITE_SYNCHRONOUS", "full")
                .env("TERTULIA_LIMITS__ENABLED", "false")
                .env("TERTULIA_TELEGRAM__API_URL", format!("http://{api}"))
                .env("TERTULIA_TELEGRAM__TOKEN", TOKEN)
                .env("TERTULIA_TELEGRAM__WEBHOOK_SECRET", SECRET),
            Side::Bare => command
                .env("BARE_API", format!("http://{api}/bot{TOKEN}"))
                .env("BARE_SECRET", SECRET)
                .env("BARE_ANSWERS_PRESSES", self.bare_answers_presses.to_string()),
        };
        command
    }
}

/// A running server. It is killed when dropped.
pub(crate) struct Server {
    pub(crate) addr: SocketAddr,
    child: Child,
}

impl Server {
    /// Begins a server on that database, or one in a folder, and waits until it listens.
    pub(crate) async fn start(
        programs: &Programs,
        side: Side,
        folder: &Path,
        database: &str,
        api: SocketAddr,
    ) -> io::Result<Self> {
        let mut command = programs.command(side, folder, database, api);
        let child = command.stderr(Stdio::piped()).spawn().map_err(|error| {
            io::Error::new(error.kind(), format!("{}: {error}", command.get_program().to_string_lossy()))
        })?;
        let mut server = Self { addr: api, child };
        let stderr = server.child.stderr.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let (found, address) = oneshot::channel();
        thread::spawn(move || follow(stderr, found));
        server.addr =
            address.await.map_err(|_| io::Error::other(format!("the server `{side}` ended at once")))?;
        Ok(server)
    }

    /// What it has used so far.
    pub(crate) fn usage(&self) -> io::Result<Usage> {
        Usage::of(self.child.id())
    }

    /// Asks it to end, and waits until it has.
    pub(crate) fn stop(mut self) -> io::Result<()> {
        // There is no call for this in the standard library; the shell has one built in.
        let asked = Command::new("sh").arg("-c").arg(format!("kill -TERM {}", self.child.id())).status()?;
        if asked.success() {
            self.child.wait()?;
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only if it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Finds the address in what a server says, and passes on everything later but that all is well.
fn follow(stderr: ChildStderr, found: oneshot::Sender<SocketAddr>) {
    let mut found = Some(found);
    for line in BufReader::new(stderr).lines().map_while(Result::ok) {
        let address = line.split_once("listening addr=").and_then(|(_, addr)| addr.trim().parse().ok());
        if let Some(address) = address
            && let Some(found) = found.take()
        {
            let _ = found.send(address); // nobody waits if the measurement was given up
        } else if !line.contains(" INFO ") {
            let _ = writeln!(io::stderr(), "{line}"); // a log that cannot be shown is no reason to stop
        }
    }
}
