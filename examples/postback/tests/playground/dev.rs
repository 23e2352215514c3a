//! The postback bot as `cargo run` begins it: `dev`, in a folder of its own, with no configuration.

use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use tempfile::TempDir;

/// A running playground.
pub(crate) struct Dev {
    addr: SocketAddr,
    child: Child,
    folder: TempDir,
}

impl Dev {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (child, addr) = begin(&folder, "127.0.0.1:0");
        Self { addr, child, folder }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.addr)
    }

    /// Ends it without a warning.
    pub(crate) fn stop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Begins it again where it was.
    pub(crate) fn start_again(&mut self) {
        (self.child, _) = begin(&self.folder, &self.addr.to_string());
    }
}

impl Drop for Dev {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Begins the process, and waits until it says where its page is.
fn begin(folder: &TempDir, addr: &str) -> (Child, SocketAddr) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_postback"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("TERTULIA_") {
            command.env_remove(name);
        }
    }
    command.arg("dev").current_dir(folder).env("TERTULIA_HTTP__ADDR", addr);
    command.env("TERTULIA_REPLIES__TYPED_POSTBACKS", "true");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let (told, address) = mpsc::channel();
    // Read to its end: a pipe that nobody reads would hold it up.
    thread::spawn(move || {
        for line in output.lines().map_while(Result::ok) {
            let url = line.split_once("http://").map(|(_, rest)| rest);
            if let Some(addr) = url.and_then(|rest| rest.split(['/', ' ']).next()?.parse().ok()) {
                let _ = told.send(addr);
            }
        }
    });
    let addr = address.recv_timeout(Duration::from_secs(60)).expect("`dev` says where its page is");
    (child, addr)
}
