//! A server that ends and comes back, while there is work.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tertulia_store::{Ingested, Postgres, PostgresOptions, Store, StoreError, suite::fixture::*};

#[tokio::test]
async fn what_was_acknowledged_outlives_the_server() {
    let Some(server) = Server::new() else { return };
    let store = Postgres::open(&server.url(), PostgresOptions::default()).await.unwrap();
    let page = account(&store).await;
    let (mut kept, mut refused) = (Vec::new(), 0);
    for number in 1..=30 {
        match number {
            10 => server.control("stop"),
            20 => server.control("start"),
            _ => {}
        }
        let person = format!("person {number}");
        match store.ingest(vec![text(page, &person, number)], false).await {
            Ok(answers) => {
                assert!(matches!(answers[..], [Ingested::Stored(None)]));
                kept.push(number);
            }
            Err(StoreError::Unavailable(_)) => refused += 1,
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((kept.len(), refused), (20, 10), "only while the server is away");
    let mut claimed: Vec<_> = claim_all(&store, at(99)).await.iter().map(number).collect();
    claimed.sort_unstable();
    assert_eq!(claimed, kept);
    store.close().await.unwrap();
}

/// A server of its own, in a folder that is gone with the value.
struct Server {
    programs: PathBuf,
    folder: tempfile::TempDir,
    port: u16,
}

impl Server {
    /// `None`, after telling why, if this machine has no programs for it.
    fn new() -> Option<Self> {
        let Some(programs) = programs() else {
            super::server::skip("no initdb in /usr/lib/postgresql, or no user postgres");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = Self { programs, folder, port };
        assert!(Command::new("chown").arg("postgres").arg(server.folder.path()).status().unwrap().success());
        server.run("initdb", &["--auth=trust", "--username=postgres", "--no-sync"]);
        let settings =
            format!("port = {port}\nunix_socket_directories = ''\nfsync = off\nshared_buffers = 8MB\n");
        let path = server.data().join("postgresql.auto.conf");
        fs::write(path, settings).unwrap();
        server.control("start");
        Some(server)
    }

    fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Starts it, or stops it as a crash would.
    fn control(&self, what: &str) {
        let log = self.folder.path().join("log").display().to_string();
        match what {
            "start" => self.run("pg_ctl", &["-w", "-l", &log, "start"]),
            _ => self.run("pg_ctl", &["-w", "-m", "immediate", what]),
        }
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let status = Command::new("setpriv")
            .args(["--reuid=postgres", "--regid=postgres", "--clear-groups"])
            .arg(self.programs.join(program))
            .arg("-D")
            .arg(self.data())
            .args(arguments)
            .current_dir(self.folder.path())
            .stdout(Stdio::null())
            .status();
        assert!(status.unwrap().success(), "{program} {arguments:?}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.control("stop");
    }
}

/// Where the server's programs are, if this process may become its user.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut programs: Vec<_> =
        versions.filter_map(|version| Some(version.ok()?.path().join("bin"))).collect();
    programs.sort();
    let may = Command::new("setpriv")
        .args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "true"])
        .status();
    may.ok()?.success().then_some(())?;
    programs.pop().filter(|programs| Path::new(&programs.join("initdb")).exists())
}
