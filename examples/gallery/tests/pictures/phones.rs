//! The three phones, of somebody new for each picture.

use std::time::{Duration, Instant};

use fantoccini::{Locator, elements::Element};

use crate::{
    browser::{Browser, View},
    dev::Dev,
    scene::Scene,
    shown::SHOWN,
};

/// How long anything may take, on a machine that has much else to do.
const PATIENCE: Duration = Duration::from_secs(15);
/// How often is looked.
const LOOK: Duration = Duration::from_millis(50);
/// How long nothing changes on phones at rest.
const REST: Duration = Duration::from_millis(1_500);
/// As narrow as three phones can stand side by side.
const SMALL: View = View { width: 1020, height: 700, dark: false };
/// What is of no use on a picture: scroll bars, how chats begin, and what is pressed with a mouse only.
const LOOKS: &str = "html { overflow: hidden } #inspector, .intro, .more { display: none !important } \
     #phones { height: 450px } .log, .quick, .cards { scrollbar-width: none }";
/// A style sheet of our own on the page, which takes none that is written into it.
const TIDY: &str = "const own = new CSSStyleSheet(); document.adoptedStyleSheets = [own]; own";

pub(crate) struct Phones {
    browser: Browser,
    _dev: Dev,
}

impl Phones {
    pub(crate) async fn open() -> Self {
        let dev = Dev::start();
        let browser = Browser::open(SMALL).await;
        browser.client.goto(&dev.url).await.unwrap();
        let phones = Self { browser, _dev: dev };
        phones.holds("return document.querySelector('.connection')?.dataset.on === 'true'").await;
        phones.browser.run(&format!("{TIDY}.replaceSync(`{LOOKS}`)")).await;
        phones
    }

    /// Has somebody say what belongs to a picture.
    pub(crate) async fn play(&self, scene: &Scene) {
        self.browser.run("document.querySelector('dialog')?.close()").await;
        if !scene.goes_on {
            self.meet(scene.name).await;
        }
        for (says, answer) in scene.says {
            let input = self.find("//section[@id='everyone']//input").await;
            input.send_keys(&format!("{says}\u{e007}")).await.unwrap();
            self.holds(&format!(
                "return [...document.querySelectorAll('.log')].every((log) => log.querySelector('.said.own') && log.textContent.includes({answer:?}))"
            ))
            .await;
        }
        if let Some(button) = scene.opens {
            let button =
                format!("//article[@data-platform='whatsapp']//button[normalize-space(.)='{button}']");
            self.find(&button).await.click().await.unwrap();
            self.find("//dialog//label").await;
        }
    }

    /// Has somebody new come, who has said nothing yet.
    async fn meet(&self, name: &str) {
        self.find("//button[@aria-label='Add somebody']").await.click().await.unwrap();
        self.find("//input[@name='person']").await.send_keys(&format!("{name}\u{e007}")).await.unwrap();
        self.holds(&format!(
            "const who = document.querySelector('.person[aria-pressed=true]')?.textContent.toLowerCase(); \
             return who?.endsWith('{name}') && !document.querySelector('.said')"
        ))
        .await;
    }

    /// Waits until exactly that is shown; else gives what is.
    pub(crate) async fn until(&self, known: &str) -> Result<(), String> {
        let begun = Instant::now();
        loop {
            let seen = self.seen().await;
            if seen == known {
                return Ok(());
            }
            if begun.elapsed() > PATIENCE {
                return Err(seen);
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// What is shown once nothing has changed for a while.
    pub(crate) async fn at_rest(&self, scene: &Scene) -> String {
        let begun = Instant::now();
        let (mut seen, mut since) = (String::new(), Instant::now());
        loop {
            let now = self.seen().await;
            if now != seen {
                (seen, since) = (now, Instant::now());
            }
            if since.elapsed() > REST {
                return seen;
            }
            assert!(begun.elapsed() < PATIENCE, "{} comes to no rest:\n{seen}", scene.name);
            tokio::time::sleep(LOOK).await;
        }
    }

    pub(crate) async fn picture(&self) -> Vec<u8> {
        self.find("//section[@id='phones']/div[@class='row']").await.screenshot().await.unwrap()
    }

    async fn seen(&self) -> String {
        self.browser.run(SHOWN).await.as_str().unwrap().to_owned()
    }

    async fn holds(&self, script: &str) {
        let begun = Instant::now();
        while self.browser.run(script).await != true {
            if begun.elapsed() > PATIENCE {
                panic!("never: {script}\n{}", self.seen().await);
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    async fn find(&self, path: &str) -> Element {
        let wait = self.browser.client.wait().at_most(PATIENCE).every(LOOK);
        match wait.for_element(Locator::XPath(path)).await {
            Ok(element) => element,
            Err(error) => panic!("{path}: {error}\n{}", self.seen().await),
        }
    }
}
