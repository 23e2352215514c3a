//! `chat`: a conversation with the bot in the terminal.

use std::{
    io::{self, BufRead as _, IsTerminal as _, Write as _},
    sync::Arc,
    time::Duration,
};

use clap::Args;
use tertulia_core::{Platform, Result};
use tertulia_runtime::SystemClock;
use tertulia_simulator::{
    Act, Simulator,
    view::{Attached, Bubble, Chat, Choice, Does},
};
use tertulia_store::{Sqlite, SqliteOptions, Store};

use super::tell;
use crate::{
    App, Exit,
    config::Config,
    simulated::{Setting, Simulated},
};

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The platform: messenger, whatsapp or telegram
    #[arg(long = "as", default_value = "telegram")]
    platform: String,
}

/// What can be written instead of a text.
const HELP: &str = "\
What you write is said to the bot. A number presses what has it. Besides:
  /as PLATFORM     goes on as messenger, whatsapp or telegram
  /press TITLE     presses what has that title
  /begin           presses the button of a new chat
  /wait SECONDS    lets time pass
  /help            this
  /quit            ends it, as does the end of the input";

/// Who talks.
const PERSON: &str = "you";

pub(super) fn run(app: App, arguments: &Arguments) -> Exit {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return tell(&error),
    };
    match runtime.block_on(talk(app, arguments)) {
        Ok(()) => Exit::DONE,
        Err(error) => tell(&error),
    }
}

async fn talk(app: App, arguments: &Arguments) -> Result<()> {
    let config = Config::simulated([], "sqlite://unused.db")?;
    let clock = Arc::new(SystemClock::new());
    let store: Arc<dyn Store> = Arc::new(Sqlite::open(":memory:", SqliteOptions::default())?);
    let simulator = Simulator::new(Arc::<SystemClock>::clone(&clock));
    let setting = Setting { store: Arc::clone(&store), clock, simulator, seed: None };
    let simulated = Simulated::start(app, &config, setting).await?;
    let mut talk = Talk { simulated, store, platform: Platform::TELEGRAM, shown: Vec::new() };
    talk.choose(&arguments.platform)?;
    let asks = io::stdin().is_terminal();
    loop {
        if asks {
            print(&format!("{}> ", talk.platform));
        }
        // Reading waits for a person, and nothing else has to be done meanwhile by this thread.
        let mut line = String::new();
        if io::stdin().lock().read_line(&mut line)? == 0 {
            return Ok(());
        }
        let line = line.trim();
        if line == "/quit" {
            return Ok(());
        }
        if let Err(why) = talk.hear(line).await {
            print(&format!("  {why}\n"));
        }
    }
}

struct Talk {
    simulated: Simulated,
    store: Arc<dyn Store>,
    platform: Platform,
    /// What every bubble showed when it was printed last.
    shown: Vec<(String, String)>,
}

impl Talk {
    /// Does what was written.
    async fn hear(&mut self, line: &str) -> Result<(), String> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let act = match word {
            "" => return Ok(()),
            "/help" => {
                print(&format!("{HELP}\n"));
                return Ok(());
            }
            "/as" => return self.choose(rest).map_err(|error| error.to_string()),
            "/wait" => {
                let seconds = rest.parse().map_err(|_| "how many seconds?".to_owned())?;
                tokio::time::sleep(Duration::from_secs(seconds)).await;
                self.show().await;
                return Ok(());
            }
            "/begin" => Act::Start { link: None },
            "/press" => Act::Press { key: self.titled(rest)? },
            number => match number.parse::<usize>() {
                Ok(number) if rest.is_empty() => Act::Press { key: self.numbered(number)? },
                _ => Act::Say { text: line.to_owned(), quotes: None },
            },
        };
        let simulator = &self.simulated.simulator;
        simulator.act(self.platform, PERSON, None, &act).map_err(|refused| refused.to_string())?;
        self.show().await;
        Ok(())
    }

    fn choose(&mut self, name: &str) -> Result<()> {
        let platforms = self.simulated.platforms();
        let found = platforms.iter().find(|platform| platform.as_str() == name).copied();
        let names: Vec<_> = platforms.iter().map(|platform| platform.as_str()).collect();
        let unknown =
            || tertulia_core::Error::terminal(format!("the bot is on {}, not on `{name}`", names.join(", ")));
        self.platform = found.ok_or_else(unknown)?;
        self.shown.clear();
        Ok(())
    }

    fn chat(&self) -> Chat {
        let chats = self.simulated.simulator.chats(self.platform, PERSON);
        chats.into_iter().find(|chat| !chat.group).unwrap_or_default()
    }

    fn numbered(&self, number: usize) -> Result<String, String> {
        let chat = self.chat();
        let choice = number.checked_sub(1).and_then(|at| choices(&chat).nth(at));
        choice.map(|choice| choice.key.clone()).ok_or_else(|| format!("nothing has the number {number}"))
    }

    fn titled(&self, title: &str) -> Result<String, String> {
        let chat = self.chat();
        let found = choices(&chat).find(|choice| choice.title == title);
        found.map(|choice| choice.key.clone()).ok_or_else(|| format!("nothing says `{title}`"))
    }

    /// Prints what the bot says, once it has said all of it.
    async fn show(&mut self) {
        self.wait().await;
        let chat = self.chat();
        let of_bot = chat.bubbles.iter().filter(|bubble| bubble.from.is_none());
        for bubble in of_bot {
            let text = told(bubble);
            match self.shown.iter_mut().find(|(id, _)| *id == bubble.id) {
                Some((_, before)) if *before == text => continue,
                Some((_, before)) => before.clone_from(&text),
                None => self.shown.push((bubble.id.clone(), text.clone())),
            }
            print(&format!("  {}\n", text.replace('\n', "\n  ")));
        }
        for (number, choice) in choices(&chat).enumerate() {
            print(&format!("  {}. {}\n", number + 1, choice.title));
        }
    }

    /// Waits until nothing is on its way.
    async fn wait(&self) {
        loop {
            tokio::time::sleep(Duration::from_millis(5)).await;
            let Ok(depth) = self.store.depth().await else { return };
            let quiet = self.simulated.simulator.is_quiet() && self.simulated.service.running_turns() == 0;
            if quiet && (depth.inbox, depth.outbox) == (0, 0) {
                return;
            }
        }
    }
}

/// What can be pressed, numbered from the last message on.
fn choices(chat: &Chat) -> impl Iterator<Item = &Choice> {
    let composer = &chat.composer;
    let keys = composer.keyboard.iter().flat_map(|keyboard| keyboard.rows.iter().flatten());
    let last = chat.bubbles.iter().rev().find(|bubble| bubble.from.is_none());
    let below = last.into_iter().flat_map(Bubble::choices);
    let tells =
        |choice: &&Choice| !matches!(choice.does, Does::Open { .. } | Does::Copy { .. } | Does::Call { .. });
    below.chain(&composer.quick_replies).chain(keys).filter(tells)
}

fn told(bubble: &Bubble) -> String {
    let attached = bubble.attached.iter().map(|attached| match attached {
        Attached::File { media, name, url } => {
            let what = name.as_deref().or(url.as_deref()).unwrap_or_default();
            format!("({media} {what})")
        }
        Attached::Location { latitude, longitude, .. } => format!("(place {latitude}, {longitude})"),
        Attached::Contact { name, phone } => format!("(card {name}, {phone})"),
        _ => "(something else)".to_owned(),
    });
    let text = Some(bubble.plain()).filter(|text| !text.is_empty());
    attached.chain(text).collect::<Vec<_>>().join("\n")
}

#[expect(clippy::print_stdout, reason = "this is where a conversation takes place")]
fn print(text: &str) {
    print!("{text}");
    // Nothing can be done about a standard output that is gone.
    drop(io::stdout().flush());
}
