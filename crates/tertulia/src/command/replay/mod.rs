//! `replay`: recorded conversations, held against what this bot says.

mod apart;
mod outcome;
mod recording;
mod report;

use std::{io::stdout, path::PathBuf};

use clap::Args;
use tertulia_core::Platform;

use super::{colour::Colours, print::print, tell};
use crate::{App, Exit, Result, config::Config, simulated::PLATFORMS};
use apart::Apart;
use outcome::Outcome;
use recording::Recording;

#[derive(Args, Debug)]
#[command(after_help = "\
The bot is begun anew for each recording and platform, on simulated platforms and with a clock that is turned. Wire that tests keep
beside recordings is not looked at.

Exit codes:
  0  the bot says what is recorded
  1  it says something else somewhere, or cannot be played
  2  the command line was not understood, or there are no recordings")]
pub(super) struct Arguments {
    /// Recordings, as the playground and `chat` save them, or folders of them (`*.chat`)
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Plays them on this platform alone
    #[arg(long, value_name = "PLATFORM", value_parser = platform)]
    on: Option<Platform>,
    /// Prints a JSON list of the recordings, each with its differences
    #[arg(long)]
    json: bool,
    /// Rewrites the recordings after what the bot says now
    #[arg(long, conflicts_with = "on")]
    update: bool,
}

pub(super) fn run(app: App, arguments: &Arguments) -> Exit {
    if let Some(apart) = Apart::asked() {
        return apart.play(app);
    }
    let recordings = match recording::find(&arguments.files) {
        Ok(recordings) => recordings,
        Err(why) => {
            let _ = tell(&why);
            return Exit::USAGE;
        }
    };
    match played(app, arguments, recordings) {
        Ok(outcomes) => tell_of(&outcomes, arguments),
        Err(error) => tell(&error),
    }
}

/// Plays every recording on its platforms.
fn played(app: App, arguments: &Arguments, recordings: Vec<Recording>) -> Result<Vec<Outcome>> {
    // What is wrong with the bot itself is told once.
    drop(app.program(&Config::simulated([], "sqlite://unused.db")?)?);
    let plays: Vec<_> = recordings
        .iter()
        .enumerate()
        .flat_map(|(at, recording)| recording.platforms(arguments.on).into_iter().map(move |on| (at, on)))
        .collect();
    let all: Vec<_> =
        plays.iter().map(|(at, platform)| Apart::new(&recordings[*at].file, *platform)).collect();
    let answers = apart::play_all(&all)?;
    let mut outcomes: Vec<_> = recordings.into_iter().map(Outcome::new).collect();
    for ((at, platform), answer) in plays.into_iter().zip(answers) {
        outcomes[at].add(platform, answer);
    }
    if arguments.update {
        outcomes.iter_mut().for_each(Outcome::update);
    }
    Ok(outcomes)
}

fn tell_of(outcomes: &[Outcome], arguments: &Arguments) -> Exit {
    let text = if arguments.json {
        format!("{:#}", report::json(outcomes))
    } else {
        report::text(outcomes, arguments.on, Colours::of(&stdout()))
    };
    let _ = print(Ok(text));
    if outcomes.iter().all(Outcome::is_well) { Exit::DONE } else { Exit::FAILED }
}

/// A platform of this build by its name.
fn platform(name: &str) -> Result<Platform, String> {
    let names: Vec<_> = PLATFORMS.iter().map(|platform| platform.as_str()).collect();
    let found = PLATFORMS.iter().find(|platform| platform.as_str() == name).copied();
    found.ok_or_else(|| format!("the bot is on {}", names.join(", ")))
}
