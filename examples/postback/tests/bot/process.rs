//! The bot as a process: begun, asked, killed and begun again.

use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, mpsc},
    thread,
    time::Duration,
};

use tempfile::TempDir;

use crate::{
    Api,
    client::{self, Answer},
};

pub(crate) const TELEGRAM_TOKEN: &str = "123456789:telegram-token-for-tests";
pub(crate) const TELEGRAM_SECRET: &str = "telegram-webhook-secret";
pub(crate) const PAGE: &str = "1029384756";
pub(crate) const PAGE_TOKEN: &str = "EAAmessenger-token-for-tests";
pub(crate) const MESSENGER_SECRET: &str = "messenger-app-secret";
pub(crate) const NUMBER: &str = "106540352242922";
pub(crate) const WHATSAPP_TOKEN: &str = "EAAwhatsapp-token-for-tests";
pub(crate) const WHATSAPP_SECRET: &str = "whatsapp-app-secret";
pub(crate) const VERIFY_TOKEN: &str = "verify-token-for-tests";
pub(crate) const PAYLOAD_KEY: &str = "a payload key that only tests know";

/// Everything that may never be printed.
pub(crate) const SECRETS: [&str; 8] = [
    TELEGRAM_TOKEN,
    TELEGRAM_SECRET,
    PAGE_TOKEN,
    MESSENGER_SECRET,
    WHATSAPP_TOKEN,
    WHATSAPP_SECRET,
    VERIFY_TOKEN,
    PAYLOAD_KEY,
];

/// A running bot with a folder of its own. Its log is read and kept.
pub(crate) struct Bot {
    pub(crate) addr: SocketAddr,
    child: Child,
    folder: Arc<TempDir>,
    log: Arc<Mutex<String>>,
    api: SocketAddr,
    part: Option<Part>,
}

/// What a process does of the work that others on the same database share.
#[derive(Clone)]
pub(crate) struct Part {
    pub(crate) database_url: String,
    pub(crate) role: &'static str,
}

impl Bot {
    /// Begins a bot on all three platforms, whose APIs are the fake.
    pub(crate) fn start(api: &Api) -> Self {
        Self::start_in(Arc::new(tempfile::tempdir().unwrap()), api.addr, Arc::default(), None)
    }

    /// The same, with a file of settings.
    pub(crate) fn start_with(api: &Api, settings: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("tertulia.toml"), settings).unwrap();
        Self::start_in(Arc::new(folder), api.addr, Arc::default(), None)
    }

    /// The same, of which others do the rest.
    pub(crate) fn start_part(api: &Api, part: Part) -> Self {
        Self::start_in(Arc::new(tempfile::tempdir().unwrap()), api.addr, Arc::default(), Some(part))
    }

    fn start_in(folder: Arc<TempDir>, api: SocketAddr, log: Arc<Mutex<String>>, part: Option<Part>) -> Self {
        let mut command = configured(folder.path(), api);
        command.arg("serve");
        if let Some(Part { database_url, role }) = &part {
            command.args(["--only", role]).env("TERTULIA_DATABASE__URL", database_url);
        }
        let mut child = command
            .env("RUST_LOG", "trace")
            .env("TERTULIA_HTTP__ADDR", "127.0.0.1:0")
            .env("TERTULIA_ADMIN__ADDR", "127.0.0.1:0")
            .env("TERTULIA_LIMITS__TELEGRAM__CHAT_BURST", "100")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let (found, address) = mpsc::channel();
        let writing = Arc::clone(&log);
        thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                if let Some((_, addr)) = line.split_once("listening addr=") {
                    let _ = found.send(addr.trim().parse().unwrap());
                }
                let mut log = writing.lock().unwrap();
                log.push_str(&line);
                log.push('\n');
            }
        });
        let addr = address
            .recv_timeout(Duration::from_secs(20))
            .unwrap_or_else(|_| panic!("the bot did not begin:\n{}", log.lock().unwrap()));
        Self { addr, child, folder, log, api, part }
    }

    /// `kill -9`, and the same bot again on the same database.
    pub(crate) fn kill_and_restart(mut self) -> Self {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        Self::start_in(Arc::clone(&self.folder), self.api, Arc::clone(&self.log), self.part.take())
    }

    /// A bot that was stopped, again on another database.
    pub(crate) fn restart_on(self, database_url: String) -> Self {
        let part = Part { database_url, role: "web,work,send" };
        Self::start_in(Arc::clone(&self.folder), self.api, Arc::clone(&self.log), Some(part))
    }

    /// A signed Telegram webhook.
    pub(crate) fn telegram(&self, body: &[u8]) -> Answer {
        self.post("/webhook_telegram", &[("x-telegram-bot-api-secret-token", TELEGRAM_SECRET)], body)
    }

    /// A signed Messenger webhook.
    pub(crate) fn messenger(&self, body: &[u8]) -> Answer {
        let signature = client::signature(MESSENGER_SECRET, body);
        self.post("/webhook_messenger", &[("x-hub-signature-256", &signature)], body)
    }

    /// A signed WhatsApp webhook.
    pub(crate) fn whatsapp(&self, body: &[u8]) -> Answer {
        let signature = client::signature(WHATSAPP_SECRET, body);
        self.post("/webhook_whatsapp", &[("x-hub-signature-256", &signature)], body)
    }

    pub(crate) fn post(&self, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        client::request(self.addr, "POST", path, headers, body)
    }

    /// A command of the bot's binary on its database, and how it ended.
    pub(crate) fn run(&self, arguments: &[&str]) -> (i32, String) {
        let output = configured(self.folder.path(), self.api).args(arguments).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        for secret in SECRETS {
            assert!(!said.contains(secret), "{secret} was told: {said}");
        }
        (output.status.code().unwrap(), said)
    }

    /// One number out of the database.
    pub(crate) fn count(&self, sql: &str) -> i64 {
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
        let database =
            rusqlite::Connection::open_with_flags(self.folder.path().join("tertulia.db"), flags).unwrap();
        database.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// Waits until a number in the database is as wished: what is settled is settled soon after its call.
    pub(crate) fn wait_for_count(&self, sql: &str, wished: i64) {
        // A message in doubt waits 15 seconds for its receipt.
        for _ in 0..6000 {
            if self.count(sql) == wished {
                return;
            }
            thread::park_timeout(Duration::from_millis(5));
        }
        assert_eq!(self.count(sql), wished, "{sql}\n{}", self.log());
    }

    /// What is counted, for Prometheus.
    pub(crate) fn metrics(&self) -> String {
        let log = self.log();
        let (_, addr) = log.lines().rev().find_map(|line| line.split_once("metrics addr=")).unwrap();
        client::request(addr.trim().parse().unwrap(), "GET", "/metrics", &[], b"").body
    }

    /// Tells the process to stop, and waits until it has.
    pub(crate) fn stop(mut self) -> Self {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        assert!(self.child.wait().unwrap().success(), "it ends well");
        self
    }

    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if thread::panicking() {
            let log = self.log();
            let lines: Vec<_> = log.lines().filter(|line| !line.contains("TRACE")).collect();
            eprintln!("the bot's log:\n{}", lines.join("\n"));
        }
    }
}

/// The bot's binary with all three platforms, whose APIs are at that address.
pub(crate) fn configured(folder: &Path, api: SocketAddr) -> Command {
    let mut command = command(folder);
    command
        .env("TERTULIA_PAYLOAD__KEY", PAYLOAD_KEY)
        .env("TERTULIA_TELEGRAM__API_URL", format!("http://{api}"))
        .env("TERTULIA_TELEGRAM__TOKEN", TELEGRAM_TOKEN)
        .env("TERTULIA_TELEGRAM__WEBHOOK_SECRET", TELEGRAM_SECRET)
        .env("TERTULIA_TELEGRAM__BOT_NAME", "postback_bot")
        .env("TERTULIA_MESSENGER__GRAPH_URL", format!("http://{api}/v26.0"))
        .env("TERTULIA_MESSENGER__PAGE_ID", PAGE)
        .env("TERTULIA_MESSENGER__PAGE_TOKEN", PAGE_TOKEN)
        .env("TERTULIA_MESSENGER__APP_SECRET", format!("the-next-secret,{MESSENGER_SECRET}"))
        .env("TERTULIA_MESSENGER__VERIFY_TOKEN", VERIFY_TOKEN)
        .env("TERTULIA_WHATSAPP__GRAPH_URL", format!("http://{api}/v26.0"))
        .env("TERTULIA_WHATSAPP__PHONE_NUMBER_ID", NUMBER)
        .env("TERTULIA_WHATSAPP__ACCESS_TOKEN", WHATSAPP_TOKEN)
        .env("TERTULIA_WHATSAPP__APP_SECRET", WHATSAPP_SECRET)
        .env("TERTULIA_WHATSAPP__VERIFY_TOKEN", VERIFY_TOKEN);
    command
}

/// The bot's binary in a folder, without any configuration of this process.
pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_postback"));
    command.current_dir(folder);
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("TERTULIA_")) {
        command.env_remove(name);
    }
    command
}
