//! `chat`: a conversation with the bot in the terminal.

mod lines;
mod said;
mod show;

use std::{
    collections::HashMap,
    fs::OpenOptions,
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use clap::Args;
use serde_json::json;
use tertulia_core::{Platform, Result};
use tertulia_runtime::SystemClock;
use tertulia_simulator::{Act, Recording, Simulator, view::Chat};
use tertulia_store::{Sqlite, SqliteOptions, Store};

use self::{
    lines::Lines,
    said::{HELP, Said},
    show::{Screen, choices},
};
use super::tell;
use crate::{
    App, Exit,
    config::Config,
    simulated::{Setting, Simulated},
    test,
};

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The platform: messenger, whatsapp or telegram
    #[arg(long = "as", default_value = "telegram")]
    platform: String,
}

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
    let setting = Setting {
        store,
        clock,
        simulator,
        seed: None,
        #[cfg(unix)]
        socket: None,
    };
    let simulated = Simulated::start(app, &config, setting).await?;
    let mut talk = Talk {
        simulated,
        platform: Platform::TELEGRAM,
        screen: Screen::new(),
        recordings: HashMap::new(),
        saved: Vec::new(),
    };
    talk.choose(&arguments.platform)?;
    let mut lines = Lines::new();
    // Reading waits for a person, and nothing else has to be done meanwhile by this thread.
    while let Some(line) = lines.next(&format!("{}> ", talk.platform))? {
        match Said::read(&line) {
            Ok(Said::Quit) => break,
            Ok(said) => {
                if let Err(why) = talk.hear(said).await {
                    talk.screen.refuse(&why);
                }
            }
            Err(why) => talk.screen.refuse(&why),
        }
    }
    Ok(())
}

struct Talk {
    simulated: Simulated,
    platform: Platform,
    screen: Screen,
    recordings: HashMap<Platform, Recording>,
    /// The files that this conversation was written to.
    saved: Vec<PathBuf>,
}

impl Talk {
    /// Does what was written.
    async fn hear(&mut self, said: Said) -> Result<(), String> {
        let act = match said {
            Said::Nothing | Said::Quit => return Ok(()),
            Said::Help => {
                self.screen.help(HELP);
                return Ok(());
            }
            Said::As(name) => return self.choose(&name).map_err(|error| error.to_string()),
            Said::Save(file) => return self.save(file),
            Said::Wait(time) => {
                let chat = json!(self.chat());
                self.recording().wait(time, &chat);
                tokio::time::sleep(time).await;
                self.show().await;
                return Ok(());
            }
            Said::Begin => Act::Start { link: None },
            Said::Press(what) => self.pressing(what),
            Said::Number(number) => self.numbered(number)?,
            Said::Text(text) => Act::Say { text, quotes: None },
        };
        let before = json!(self.chat());
        let simulator = &self.simulated.simulator;
        simulator.act(self.platform, PERSON, None, &act).map_err(|refused| refused.to_string())?;
        self.recording().act(PERSON, &act, &before);
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
        self.screen.clear();
        Ok(())
    }

    /// Writes the conversation down. A file that was there before stays.
    fn save(&mut self, file: PathBuf) -> Result<(), String> {
        let chat = json!(self.chat());
        let script = self.recording().script(&chat);
        if self.recording().acts() == 0 {
            return Err("nothing was said yet".to_owned());
        }
        write(&file, &script, self.saved.contains(&file)).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => {
                format!("{} is there already: choose another name", file.display())
            }
            _ => format!("{} cannot be written: {error}", file.display()),
        })?;
        self.screen.note(&format!("{} is written", file.display()));
        self.saved.push(file);
        Ok(())
    }

    fn recording(&mut self) -> &mut Recording {
        let platform = self.platform;
        self.recordings.entry(platform).or_insert_with(|| Recording::new(platform))
    }

    fn chat(&self) -> Chat {
        let chats = self.simulated.simulator.chats(self.platform, PERSON);
        chats.into_iter().find(|chat| !chat.group).unwrap_or_default()
    }

    fn numbered(&self, number: usize) -> Result<Act, String> {
        let chat = self.chat();
        let choice = number.checked_sub(1).and_then(|at| choices(&chat).nth(at));
        let choice = choice.ok_or_else(|| format!("nothing has the number {number}"))?;
        Ok(Act::Press { key: choice.key.clone() })
    }

    /// What has that title, the newest first; else a button that carried that payload and is no longer seen.
    fn pressing(&self, what: String) -> Act {
        let found = test::person::find(&self.chat(), &what).map(|choice| choice.key.clone());
        found.map_or(Act::PressOld { payload: what }, |key| Act::Press { key })
    }

    /// Prints what the bot says, once it has said all of it.
    async fn show(&mut self) {
        loop {
            tokio::time::sleep(Duration::from_millis(5)).await;
            if self.simulated.is_quiet().await {
                break;
            }
        }
        let chat = self.chat();
        self.screen.show(&chat);
    }
}

fn write(file: &Path, text: &str, again: bool) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).truncate(true).create(again).create_new(!again);
    options.open(file)?.write_all(text.as_bytes())
}
