//! The gallery as `cargo run` begins it: `dev`, in a folder of its own.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    thread,
};

use tempfile::TempDir;

/// A running playground.
pub(crate) struct Dev {
    child: Child,
    pub(crate) url: String,
    _folder: TempDir,
}

impl Dev {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_gallery"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("TERTULIA_") {
                command.env_remove(name);
            }
        }
        command.arg("dev").current_dir(&folder).env("TERTULIA_HTTP__ADDR", "127.0.0.1:0");
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let address = lines.find_map(|line| {
            let (_, rest) = line.split_once("http://")?;
            Some(rest.split(['/', ' ']).next()?.to_owned())
        });
        // A pipe that nobody reads would hold it up.
        thread::spawn(move || lines.for_each(drop));
        let url = format!("http://{}/", address.expect("`dev` says where its page is"));
        Self { child, url, _folder: folder }
    }
}

impl Drop for Dev {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
