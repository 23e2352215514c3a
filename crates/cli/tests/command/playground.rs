//! The project as its author runs it first: `cargo run`, and a conversation on the phones in a browser.

use std::{
    env,
    io::{BufRead as _, BufReader},
    os::unix::process::CommandExt as _,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

/// How long anything may take, on a machine that has much else to do.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs what begins a playground, and talks to the bot on a phone of its page. Nothing where there is no browser.
pub(crate) fn talks(cargo_run: &mut Command) {
    if !(there("chromedriver") && there("chromium")) {
        return;
    }
    cargo_run.env("TERTULIA_HTTP__ADDR", "127.0.0.1:0");
    let bot = Process::begin(cargo_run, |line| {
        let (_, url) = line.split_once("Playground: ")?;
        url.split_whitespace().next().map(str::to_owned)
    });
    let left_behind = tempfile::tempdir().unwrap();
    let chromedriver = &mut Command::new("chromedriver");
    let driver = Process::begin(chromedriver.arg("--port=0").env("TMPDIR", left_behind.path()), |line| {
        let (_, port) = line.split_once("started successfully on port ")?;
        Some(format!("http://127.0.0.1:{}", port.trim_end_matches('.')))
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(order_tea(&bot.url, &driver.url));
}

async fn order_tea(page: &str, driver: &str) {
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1600,1000",
    ];
    let capabilities = json!({
        "browserName": "chrome",
        "goog:chromeOptions": { "args": arguments },
    });
    let Value::Object(capabilities) = capabilities else { unreachable!("it was written as an object") };
    let mut builder = ClientBuilder::new(HttpConnector::new());
    let browser = builder.capabilities(capabilities).connect(driver).await.unwrap();
    browser.goto(page).await.unwrap();
    press(&browser, "Start").await;
    press(&browser, "Tea").await;
    find(&browser, "//*[@role='log']//*[contains(., 'One tea, coming up! That is your first order.')]").await;
    browser.close().await.unwrap();
}

/// Presses what has that title on the Telegram phone, as soon as it is there to be pressed.
async fn press(browser: &Client, title: &str) {
    let button = format!("//button[normalize-space(.)='{title}']");
    for _ in 0..100 {
        // What is drawn anew in the very moment cannot be clicked.
        if find(browser, &button).await.click().await.is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("`{title}` cannot be pressed");
}

async fn find(browser: &Client, what: &str) -> fantoccini::elements::Element {
    let path = format!("//article[@data-platform='telegram']{what}");
    let wait = browser.wait().at_most(PATIENCE).every(Duration::from_millis(50));
    wait.for_element(Locator::XPath(&path)).await.unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A process that says where it serves. It ends with this value, and all that it began with it.
struct Process {
    child: Child,
    url: String,
}

impl Process {
    fn begin(command: &mut Command, url: impl Fn(&str) -> Option<String> + Send + 'static) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).process_group(0);
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (told, found) = mpsc::channel();
        // Read to its end: a pipe that nobody reads would hold it up.
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if let Some(url) = url(&line) {
                    let _ = told.send(url);
                }
            }
        });
        let mut process = Self { child, url: String::new() };
        // Cargo may have to build it first.
        process.url = found.recv_timeout(PATIENCE * 10).expect("it says where it serves");
        process
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args(["-TERM", "--", &group]).status();
        let _ = self.child.wait();
    }
}

/// Whether a program is installed. A bare machine goes without, with a word of it.
fn there(program: &str) -> bool {
    let is_there =
        Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success());
    if !is_there {
        let required = env::var_os("TERTULIA_REQUIRE_SERVICES").is_some_and(|value| value == "1");
        assert!(!required, "{program} is not installed");
        println!("skipped: {program} is not installed");
    }
    is_there
}
