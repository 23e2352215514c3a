//! A browser with one window.

use std::{fs, path::Path};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::driver::{Driver, Vendor};

/// How a window looks at the page.
#[derive(Clone, Copy)]
pub(crate) struct View {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) dark: bool,
}

impl View {
    pub(crate) const WIDE: Self = Self { width: 1600, height: 1000, dark: false };
    pub(crate) const DARK: Self = Self { dark: true, ..Self::WIDE };
    pub(crate) const NARROW: Self = Self { width: 360, height: 740, dark: false };
}

pub(crate) struct Browser {
    pub(crate) client: Client,
    _driver: Driver,
}

impl Browser {
    pub(crate) async fn open(view: View) -> Self {
        let driver = Driver::start();
        let size = format!("--window-size={},{}", view.width, view.height);
        let capabilities = json!({
            "browserName": "chrome",
            "goog:chromeOptions": { "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", size] },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        });
        let Value::Object(capabilities) = capabilities else { unreachable!("it was written as an object") };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&driver.url)
            .await
            .unwrap();
        let browser = Self { client, _driver: driver };
        let size =
            json!({"width": view.width, "height": view.height, "deviceScaleFactor": 1, "mobile": false});
        browser.devtools("Emulation.setDeviceMetricsOverride", &size).await;
        let scheme = if view.dark { "dark" } else { "light" };
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        browser.devtools("Emulation.setEmulatedMedia", &features).await;
        browser
    }

    /// What a script gives.
    pub(crate) async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// Keeps a picture of the window, for people to look at.
    pub(crate) async fn picture(&self, name: &str) {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("screenshots");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{name}.png")), self.client.screenshot().await.unwrap()).unwrap();
    }

    /// What went wrong in the page, and which other hosts it asked.
    pub(crate) async fn faults(&self) -> Vec<String> {
        let errors = self.log("browser").await;
        let errors = errors.iter().filter(|entry| entry["level"] == "SEVERE" || entry["level"] == "WARNING");
        let errors = errors.map(|entry| entry["message"].to_string());
        let requests = self.log("performance").await;
        let elsewhere = requests.iter().filter_map(|entry| {
            let message: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
            let message = &message["message"];
            let url = message["params"]["request"]["url"].as_str()?;
            let here = url.starts_with("http://127.0.0.1:") || url.starts_with("data:");
            (message["method"] == "Network.requestWillBeSent" && !here).then(|| format!("asked {url}"))
        });
        errors.chain(elsewhere).collect()
    }

    async fn log(&self, kind: &str) -> Vec<Value> {
        let log =
            self.client.issue_cmd(Vendor { path: "se/log", body: json!({ "type": kind }) }).await.unwrap();
        log.as_array().cloned().unwrap_or_default()
    }

    async fn devtools(&self, command: &str, parameters: &Value) {
        let body = json!({ "cmd": command, "params": parameters });
        self.client.issue_cmd(Vendor { path: "goog/cdp/execute", body }).await.unwrap();
    }
}
