//! The page, as somebody uses it who sees it.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use fantoccini::{Locator, elements::Element};
use serde_json::Value;

use crate::{
    browser::{Browser, View},
    dev::Dev,
    services, specs,
};

pub(crate) const PLATFORMS: [&str; 3] = ["messenger", "whatsapp", "telegram"];

/// Gives everything that the page was told.
const STATE: &str = "const ask = new XMLHttpRequest(); ask.open('GET', '/api/state', false); ask.send(); return ask.responseText";

/// How long anything may take, on a machine that has much else to do.
const PATIENCE: Duration = Duration::from_secs(30);

/// The playground's page in a browser.
pub(crate) struct Page {
    pub(crate) browser: Browser,
}

impl Page {
    /// Begins `dev` and opens its page; nothing where there is no browser.
    pub(crate) async fn open(view: View) -> Option<(Dev, Self)> {
        if !services::browser() {
            return None;
        }
        let dev = Dev::start();
        let page = Self { browser: Browser::open(view).await };
        page.browser.client.goto(&dev.url()).await.unwrap();
        page.until("the page is live", "return document.querySelector('.connection')?.dataset.on === 'true'")
            .await;
        Some((dev, page))
    }

    /// Writes on a phone and sends it.
    pub(crate) async fn say(&self, platform: &str, text: &str) {
        let input = format!("{}//form//input[@name='text']", phone(platform));
        self.click(&input).await;
        self.find(&input).await.send_keys(&format!("{text}\u{e007}")).await.unwrap();
    }

    /// Writes the same on all phones.
    pub(crate) async fn say_everywhere(&self, text: &str) {
        let input = self.find("//section[@id='everyone']//input").await;
        input.send_keys(&format!("{text}\u{e007}")).await.unwrap();
    }

    /// Presses what has that title on a phone: the last of several.
    pub(crate) async fn press(&self, platform: &str, title: &str) {
        let button = format!("({}//button[normalize-space(.)=\"{title}\"])[last()]", phone(platform));
        self.click(&button).await;
    }

    /// Presses what has that title on the first of the cards that lie side by side.
    pub(crate) async fn press_on_card(&self, platform: &str, title: &str) {
        let button =
            format!("({}//*[@class='cards']//button[normalize-space(.)=\"{title}\"])[1]", phone(platform));
        self.click(&button).await;
    }

    /// Clicks on something, as soon as nothing that moves lies over it.
    async fn click(&self, path: &str) {
        let begun = Instant::now();
        while let Err(error) = self.find(path).await.click().await {
            assert!(begun.elapsed() < PATIENCE, "{path}: {error}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Opens the list behind a button of a phone, chooses a row and sends it.
    pub(crate) async fn choose(&self, platform: &str, button: &str, row: &str) {
        let begun = Instant::now();
        // What is drawn anew in the very moment of a click does not feel it.
        while self.browser.run("return document.querySelector('dialog') === null").await == true {
            assert!(begun.elapsed() < PATIENCE, "`{button}` opens no list");
            self.press(platform, button).await;
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        self.click(&format!("//dialog//label[contains(., \"{row}\")]")).await;
        self.click("//dialog//button[normalize-space(.)='Send']").await;
    }

    /// Presses what has that title beside the phones.
    pub(crate) async fn press_beside(&self, title: &str) {
        let button = format!("//body//button[normalize-space(.)=\"{title}\" and not(ancestor::article)]");
        self.find(&button).await.click().await.unwrap();
    }

    /// Looks at somebody else's phones.
    pub(crate) async fn look_at(&self, person: &str) {
        let button = format!("//button[@class='person' and contains(., '{person}')]");
        self.find(&button).await.click().await.unwrap();
    }

    /// Begins the conversation as the platform lets people do.
    pub(crate) async fn begin(&self, platform: &str) {
        match platform {
            "messenger" => self.press(platform, "What is a postback?").await,
            "telegram" => self.press(platform, "Start").await,
            _ => {
                self.say(platform, "hi").await;
                self.press(platform, "Get started").await;
            }
        }
        self.reads(platform, "Is it clear to you how postbacks work?").await;
    }

    /// Chooses a file of the person's own, and sends it.
    pub(crate) async fn send_file(&self, platform: &str, file: &Path) {
        let input = self.find(&format!("{}//form//input[@type='file']", phone(platform))).await;
        input.send_keys(file.to_str().unwrap()).await.unwrap();
    }

    /// Drops a picture on a phone, as a browser does with one that is pulled into its window.
    pub(crate) async fn drop_file(&self, platform: &str, file: &Path) {
        let (bytes, name) = (fs::read(file).unwrap(), file.file_name().unwrap().to_str().unwrap());
        let script = format!(
            "const dataTransfer = new DataTransfer();
             dataTransfer.items.add(new File([new Uint8Array({bytes:?})], {name:?}, {{ type: 'image/png' }}));
             const log = document.querySelector('[data-platform={platform}] [role=log]');
             for (const name of ['dragover', 'drop']) {{
                 log.dispatchEvent(new DragEvent(name, {{ dataTransfer, bubbles: true, cancelable: true }}));
                 if (document.querySelectorAll('.screen.takes').length !== (name === 'drop' ? 0 : 1)) throw name;
             }}"
        );
        self.browser.run(&script).await;
    }

    /// Waits until a phone shows so many pictures that the person sent, with what is in them.
    pub(crate) async fn shows_pictures(&self, platform: &str, count: usize) {
        let script = format!(
            "return [...document.querySelectorAll('[data-platform={platform}] .own img.picture')]\
             .filter((picture) => picture.naturalWidth === 40).length === {count}"
        );
        self.until(&format!("{platform} shows {count} pictures"), &script).await;
    }

    /// Waits until that text is read on a phone.
    pub(crate) async fn reads(&self, platform: &str, text: &str) {
        self.find(&format!("{}//*[@role='log']//*[contains(., \"{text}\")]", phone(platform))).await;
    }

    /// How many messages on a phone say exactly that.
    pub(crate) async fn count(&self, platform: &str, text: &str) -> u64 {
        let script = format!(
            "return [...document.querySelectorAll('[data-platform={platform}] .bubble .text')]\
             .filter((bubble) => bubble.textContent === {text:?}).length"
        );
        self.browser.run(&script).await.as_u64().unwrap()
    }

    /// Waits until a script gives `true`.
    pub(crate) async fn until(&self, what: &str, script: &str) {
        let begun = Instant::now();
        while self.browser.run(script).await != true {
            assert!(begun.elapsed() < PATIENCE, "it never came true that {what}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The page as it stands, without a fault so far; and every call that the bot made is as the platforms want it.
    pub(crate) async fn is_clean(&self) {
        assert_eq!(self.browser.faults().await, Vec::<String>::new());
        let state = self.browser.run(STATE).await;
        let state: Value = serde_json::from_str(state.as_str().unwrap()).unwrap();
        let is_call =
            |it: &&Value| it["direction"] == "call" && it["method"] == "POST" && !it["body"].is_null();
        let calls = state["exchanges"].as_array().unwrap().iter().filter(is_call);
        let calls = calls.map(|it| (format!("/{}", it["path"].as_str().unwrap()), &it["body"]));
        // What is told of a profile has tests of its own, which know what was told before.
        let says = |path: &str| path.starts_with("/bot") || path.ends_with("/messages");
        let calls: Vec<_> = calls.filter(|(path, _)| says(path)).collect();
        assert!(!calls.is_empty());
        specs::check(calls.iter().map(|(path, body)| (path.as_str(), *body)));
    }

    async fn find(&self, path: &str) -> Element {
        let wait = self.browser.client.wait().at_most(PATIENCE).every(Duration::from_millis(50));
        match wait.for_element(Locator::XPath(path)).await {
            Ok(element) => element,
            Err(error) => {
                panic!("{path}: {error}\n{}", self.browser.run("return document.body.innerText").await)
            }
        }
    }
}

fn phone(platform: &str) -> String {
    format!("//article[@data-platform='{platform}']")
}
