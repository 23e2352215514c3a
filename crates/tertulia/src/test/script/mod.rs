//! Conversations written down in files.

pub(crate) mod compare;
mod line;
pub(crate) mod play;
mod rewrite;
mod wire;

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use tertulia_core::Platform;

use self::{
    compare::{Compared, is_same},
    line::{Line, Numbered, parse},
    play::{Heard, Judge, Played},
};
use crate::App;

/// Plays every conversation that is written down in a folder, each on every platform, and compares what the bot says.
///
/// A conversation is a file `*.chat`:
///
/// ```text
/// # What stands behind a # is for you. Empty lines mean nothing.
/// on telegram whatsapp
///
/// ana: (start)
/// bot: Hello!
/// bot: Is it clear to you how postbacks work? [Of course!] [Not really 🤷]
/// ana: [Of course!]
/// bot: Awesome!
///      That was click 1.
/// wait 3 days
/// bot on telegram: Are you still there?
/// ```
///
/// | line | meaning |
/// |---|---|
/// | `on telegram whatsapp` | the platforms; without it all |
/// | `ana: text` | Ana writes; every name is a person |
/// | `ana: [title]` | she presses what has that title |
/// | `ana: (start)`, `(link value)` | she begins the conversation, or follows a link |
/// | `ana: (payload name)` | she presses a button that is no longer seen, by what it carried |
/// | `ana: (location 40.4 -3.7)`, `(contact)`, `(image name)`, `(react 👍)` | she sends something else: `video`, `audio`, `document` and `sticker` are like `image` |
/// | `ana: (block)`, `(unblock)`, `(read)` | she does so |
/// | `bot: text [title] [title]` | what the bot says next, with what can be chosen below it; `(image)` and the like stand before the text |
/// | `bot on telegram: text` | the same, where platforms differ |
/// | `wait 3 days` | time passes: `seconds`, `minutes`, `hours`, `days` |
/// | `fault redelivery` | something goes wrong next: `redelivery`, `reordering`, `no_answer`, `reset`, `too_many`, `server_error` |
///
/// A line that begins with spaces goes on with the one before it; an empty line within a text is written as `\`.
///
/// With `UPDATE=1` in the environment the files are rewritten after what the bot says now. With `UPDATE=wire` the calls that went
/// out are written beside them as well (`wire/<name>.<platform>.json`); once such a file is there, it is compared.
///
/// ```no_run
/// # use tertulia::prelude::*;
/// # fn app() -> App { App::new() }
/// #[test]
/// fn conversations() {
///     tertulia::test::scripts("tests/chats", app);
/// }
/// ```
///
/// # Panics
///
/// If a bot says something else, or a file cannot be read: all differences are told.
#[track_caller]
pub fn scripts(folder: impl AsRef<Path>, app: impl Fn() -> App) {
    let folder = folder.as_ref();
    let files = files(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    assert!(!files.is_empty(), "{} holds no conversations: files named *.chat", folder.display());
    let faults: Vec<_> = files.iter().filter_map(|file| check(file, &app).err()).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// What `UPDATE` asks for.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Update {
    Nothing,
    Scripts,
    Wire,
}

impl Update {
    fn asked() -> Self {
        match env::var("UPDATE").as_deref() {
            Ok("wire") => Self::Wire,
            Ok("" | "0") | Err(_) => Self::Nothing,
            Ok(_) => Self::Scripts,
        }
    }
}

/// The conversations in a folder, in the order of their names.
///
/// # Errors
///
/// If the folder cannot be read.
pub(crate) fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "chat") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// A conversation that is written down.
pub(crate) struct Script(Vec<Numbered>);

impl Script {
    /// Reads what stands in a file.
    ///
    /// # Errors
    ///
    /// The number of the line that cannot be read, and why.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        parse(text).map(Self)
    }

    /// The platforms that it is for.
    pub(crate) fn platforms(&self) -> Vec<Platform> {
        let named = self.0.iter().find_map(|line| match &line.line {
            Line::On(platforms) => Some(platforms.clone()),
            _ => None,
        });
        named.unwrap_or_else(|| vec![Platform::MESSENGER, Platform::WHATSAPP, Platform::TELEGRAM])
    }

    /// Plays it on one platform; `None` if the bot is not there.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with what is declared.
    pub(crate) fn play(&self, platform: Platform, app: App, judge: Judge) -> Result<Option<Played>, String> {
        play::play(&self.0, platform, app, judge)
    }

    /// What it says, beside what was heard on a platform.
    pub(crate) fn compare(&self, platform: Platform, heard: &[Heard]) -> Vec<Compared> {
        compare::compare(&self.0, platform, heard)
    }

    /// The script, with what was heard in the place of what was written down.
    pub(crate) fn rewritten(&self, played: &[(Platform, Vec<Heard>)]) -> String {
        rewrite::rewrite(&self.0, played)
    }
}

/// Plays one file on its platforms.
fn check(file: &Path, app: &impl Fn() -> App) -> Result<(), String> {
    let name = file.display();
    let text = fs::read_to_string(file).map_err(|error| format!("{name}: {error}"))?;
    let script = Script::read(&text).map_err(|fault| format!("{name}:{fault}"))?;
    let update = Update::asked();
    let (mut played, mut faults) = (Vec::new(), Vec::new());
    for platform in script.platforms() {
        match on(platform, &script, file, update, app) {
            Ok(Some(heard)) => played.push((platform, heard)),
            Ok(None) => {}
            Err(fault) => faults.push(format!("{name} on {platform}: {fault}")),
        }
    }
    if update != Update::Nothing {
        fs::write(file, script.rewritten(&played)).map_err(|error| format!("{name}: {error}"))?;
    } else {
        for (platform, heard) in &played {
            let compared = script.compare(*platform, heard);
            if !is_same(&compared) {
                let lines: String =
                    compared.iter().map(|line| format!(" {} {}\n", line.how.sign(), line.text)).collect();
                faults.push(format!("{name} on {platform}:\n{lines}"));
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n\n")) }
}

/// Plays it on one platform. `None` if the bot is not there.
fn on(
    platform: Platform,
    script: &Script,
    file: &Path,
    update: Update,
    app: &impl Fn() -> App,
) -> Result<Option<Vec<Heard>>, String> {
    let Some(played) = script.play(platform, app(), Judge::Strict)? else { return Ok(None) };
    if let Some(failure) = played.failure {
        return Err(format!("line {}: {}", failure.number, failure.why));
    }
    wire::compare(file, platform, &played.exchanges, update)?;
    Ok(Some(played.heard))
}
