//! A PostgreSQL server of a trial's own, that can be ended as a crash would end it.

use std::{
    fs::{self, File},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

use crate::{Engine, Result};

/// Where distributions put the server's programs, a folder for each version.
const PROGRAMS: &str = "/usr/lib/postgresql";
/// Whom it runs as: it refuses to run as root.
const USER: [&str; 3] = ["--reuid=postgres", "--regid=postgres", "--clear-groups"];

/// A running server, in a folder that is gone with the value.
#[derive(Debug)]
pub(crate) struct Private {
    programs: PathBuf,
    folder: TempDir,
    port: u16,
}

impl Private {
    /// A new server. `Err` with the reason if this machine has no programs for one.
    pub(crate) fn start() -> Result<std::result::Result<Self, String>> {
        let programs = match programs() {
            Ok(programs) => programs,
            Err(reason) => return Ok(Err(reason)),
        };
        let folder = tempfile::tempdir()?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let server = Self { programs, folder, port };
        check("chown", Command::new("chown").arg("postgres").arg(server.folder.path()))?;
        server.run("initdb", &["--auth=trust", "--username=postgres", "--no-sync"])?;
        let settings = format!("port = {port}\nunix_socket_directories = ''\nshared_buffers = 16MB\n");
        fs::write(server.data().join("postgresql.auto.conf"), settings)?;
        server.begin()?;
        Ok(Ok(server))
    }

    /// Where databases are made on it.
    pub(crate) fn engine(&self) -> Result<Engine> {
        Ok(Engine::Postgres(format!("postgres://postgres@127.0.0.1:{}/postgres", self.port).parse()?))
    }

    /// It begins, and is there when this returns.
    pub(crate) fn begin(&self) -> Result<()> {
        let log = self.folder.path().join("log").display().to_string();
        self.run("pg_ctl", &["-w", "-l", &log, "start"])
    }

    /// It ends at once, as in a crash, with everything that was not promised to be on the disk.
    pub(crate) fn crash(&self) -> Result<()> {
        self.run("pg_ctl", &["-w", "-m", "immediate", "stop"])
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Result<()> {
        let mut command = Command::new("setpriv");
        command.args(USER).arg(self.programs.join(program)).arg("-D").arg(self.data()).args(arguments);
        check(program, command.current_dir(self.folder.path()))
    }
}

impl Drop for Private {
    fn drop(&mut self) {
        let _ = self.crash(); // it may have ended before
    }
}

/// Where the server's programs are, if this process may become its user.
fn programs() -> std::result::Result<PathBuf, String> {
    let versions = fs::read_dir(PROGRAMS).map_err(|_| format!("no PostgreSQL in {PROGRAMS}"))?;
    let mut programs: Vec<_> =
        versions.filter_map(|version| Some(version.ok()?.path().join("bin"))).collect();
    programs.sort();
    let may = Command::new("setpriv").args(USER).arg("true").stderr(Stdio::null()).status();
    if !may.is_ok_and(|status| status.success()) {
        return Err("this process may not become the user postgres".to_owned());
    }
    let found = programs.pop().filter(|programs| Path::new(&programs.join("initdb")).exists());
    found.ok_or_else(|| format!("no initdb in {PROGRAMS}"))
}

fn check(name: &str, command: &mut Command) -> Result<()> {
    // What it says goes to a file, not to a pipe, which the server that it begins would hold open.
    let said = tempfile::NamedTempFile::new()?;
    let file: File = said.reopen()?;
    let status = command.stdout(file.try_clone()?).stderr(file).status()?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("{name} failed: {}", fs::read_to_string(said.path())?).into()),
    }
}
