//! A recording on one platform, played in a process of its own.
//!
//! An app can be run once: what it shares with its blocks would go on from one conversation to the next. So the bot is
//! begun again as it was begun, and two variables tell it what to play.

use std::{
    env, fs,
    io::{IsTerminal as _, Write as _, stderr},
    num::NonZero,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use serde::{Deserialize, Serialize};
use tertulia_core::Platform;

use super::super::print::print;
use crate::{
    App, Exit, Result,
    test::script::{
        Script,
        play::{Judge, Played},
    },
};

const FILE: &str = "TERTULIA_REPLAYED_FILE";
const PLATFORM: &str = "TERTULIA_REPLAYED_ON";

/// From how many plays on a terminal is told how far they are.
const MANY: usize = 12;

/// What is played in a process.
#[derive(Clone, Debug)]
pub(super) struct Apart {
    file: PathBuf,
    platform: String,
}

/// What came of it; nothing if the bot is not on that platform.
pub(super) type Answer = Result<Option<Played>, String>;

/// The last line that such a process prints.
#[derive(Deserialize, Serialize)]
struct Told(Answer);

impl Apart {
    pub(super) fn new(file: &Path, platform: Platform) -> Self {
        Self { file: file.to_owned(), platform: platform.to_string() }
    }

    /// What this process was begun for, if for that.
    pub(super) fn asked() -> Option<Self> {
        Some(Self { file: env::var_os(FILE)?.into(), platform: env::var(PLATFORM).ok()? })
    }

    /// Plays it in this process, and prints what came of it.
    pub(super) fn play(&self, app: App) -> Exit {
        let told = Told(self.answer(app));
        print(serde_json::to_string(&told).map_err(Into::into))
    }

    fn answer(&self, app: App) -> Answer {
        let text = fs::read_to_string(&self.file).map_err(|error| error.to_string())?;
        let script = Script::read(&text)?;
        let platform = super::platform(&self.platform)?;
        script.play(platform, app, Judge::Lenient)
    }

    /// Has it played by another process.
    fn have_played(&self, program: &Path) -> Answer {
        let output = Command::new(program)
            .args(env::args_os().skip(1))
            .env(FILE, &self.file)
            .env(PLATFORM, &self.platform)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("the bot cannot be begun again: {error}"))?;
        let said = String::from_utf8_lossy(&output.stdout);
        // The bot may print something itself.
        let told = said.lines().rev().find_map(|line| serde_json::from_str(line).ok());
        let Some(Told(answer)) = told else {
            let last = String::from_utf8_lossy(&output.stderr);
            return Err(format!("the bot ended meanwhile ({}): {}", output.status, last.trim()));
        };
        answer
    }
}

/// Has all of it played, as much at once as the machine has processors.
///
/// # Errors
///
/// If the program is no longer where it was begun.
pub(super) fn play_all(all: &[Apart]) -> Result<Vec<Answer>> {
    let program = env::current_exe()?;
    let progress = Progress::new(all.len());
    let next = AtomicUsize::new(0);
    let work = || {
        let mut answers = Vec::new();
        while let at = next.fetch_add(1, Ordering::Relaxed)
            && let Some(apart) = all.get(at)
        {
            answers.push((at, apart.have_played(&program)));
            progress.one_more();
        }
        answers
    };
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(all.len());
    let mut answers: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    });
    answers.sort_unstable_by_key(|(at, _)| *at);
    Ok(answers.into_iter().map(|(_, answer)| answer).collect())
}

/// How far it is, for who waits at a terminal.
struct Progress {
    done: AtomicUsize,
    all: usize,
    told: bool,
}

impl Progress {
    fn new(all: usize) -> Self {
        Self { done: AtomicUsize::new(0), all, told: all >= MANY && stderr().is_terminal() }
    }

    fn one_more(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.told {
            // The line is gone when all is done. Nothing can be done about a terminal that is.
            let end = if done == self.all { "\r\x1b[K" } else { "" };
            let _ = write!(stderr(), "\r{done} of {}{end}", self.all);
        }
    }
}
