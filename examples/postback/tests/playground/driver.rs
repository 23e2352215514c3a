//! chromedriver as a process, and what it can do beyond the standard.

use std::{
    io::{BufRead as _, BufReader},
    os::unix::process::CommandExt as _,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::Value;
use tempfile::TempDir;
use url::{ParseError, Url};

/// How often it is looked whether the browsers have ended.
const PATIENCE: usize = 60;

/// A chromedriver on a free port, with the browsers that it begins.
pub(crate) struct Driver {
    child: Child,
    pub(crate) url: String,
    /// Where the browsers keep what they leave behind.
    _folder: TempDir,
}

impl Driver {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new("chromedriver")
            .arg("--port=0")
            .env("TMPDIR", folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let port = line.split_once("started successfully on port ")?.1;
            Some(port.trim_end_matches('.').to_owned())
        });
        // A pipe that nobody reads would hold it up.
        thread::spawn(move || lines.for_each(drop));
        let url = format!("http://127.0.0.1:{}", port.expect("chromedriver tells its port"));
        Self { child, url, _folder: folder }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The browsers are in the same process group, and end with it.
        let group = format!("-{}", self.child.id());
        let signal =
            |signal| Command::new("kill").args([signal, "--", &group]).stderr(Stdio::null()).status();
        let _ = signal("-TERM");
        let _ = self.child.wait();
        // They still write into the folder that is removed next.
        let ending = (0..PATIENCE).take_while(|_| signal("-0").is_ok_and(|there| there.success()));
        ending.for_each(|_| thread::sleep(Duration::from_millis(50)));
        let _ = signal("-KILL");
    }
}

/// A command of chromedriver that the standard does not know.
#[derive(Debug)]
pub(crate) struct Vendor {
    pub(crate) path: &'static str,
    pub(crate) body: Value,
}

impl WebDriverCompatibleCommand for Vendor {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}
