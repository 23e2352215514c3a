//! `new`: the project of a new bot.

mod dependency;
mod files;
mod folder;
mod questions;

use std::{
    io::{self, IsTerminal as _},
    path::Path,
};

use crate::{
    command_line::NewArguments,
    fault::Fault,
    git::{self, Repository},
    name::ProjectName,
    platforms::{Platform, listed},
    say,
};

use dependency::Dependency;
use questions::Questions;

/// What is to be made.
#[derive(Debug)]
struct Plan {
    name: ProjectName,
    /// Each once, in the order in which they are told.
    platforms: Vec<Platform>,
    dependency: Dependency,
}

pub(crate) fn run(arguments: NewArguments) -> Result<(), Fault> {
    let plan = plan(&arguments)?;
    let folder = Path::new(plan.name.as_str());
    folder::refuse_if_taken(folder)?;
    folder::write(folder, &files::of(&plan))?;
    if !arguments.no_git && git::init(folder) == Repository::Failed {
        say::doubtful("there is no git repository, as `git init` failed; --no-git does not try");
    }
    tell_what_comes_next(&plan);
    Ok(())
}

/// Asks for what is missing if somebody is there to answer, and never waits otherwise.
fn plan(arguments: &NewArguments) -> Result<Plan, Fault> {
    let mut questions = match io::stdin().is_terminal() && io::stdout().is_terminal() {
        true => Some(Questions { answers: io::stdin().lock(), asks: anstream::stdout() }),
        false => None,
    };
    let name = match (&arguments.name, &mut questions) {
        (Some(name), _) => name.clone(),
        (None, Some(questions)) => questions.name()?,
        (None, None) => return Err(Fault::NoName),
    };
    // It is refused before anything else is asked.
    folder::refuse_if_taken(Path::new(name.as_str()))?;
    let dependency = match &arguments.path {
        Some(checkout) => Dependency::in_checkout(checkout)?,
        None => Dependency::Published,
    };
    let chosen = match (&arguments.platforms, &mut questions) {
        (Some(platforms), _) => platforms.clone(),
        (None, Some(questions)) => questions.platforms()?,
        (None, None) => Platform::ALL.into(),
    };
    let platforms = Platform::ALL.into_iter().filter(|platform| chosen.contains(platform)).collect();
    Ok(Plan { name, platforms, dependency })
}

fn tell_what_comes_next(plan: &Plan) {
    let name = plan.name.as_str();
    say::done("made", Path::new(name));
    say::plain(&format!("\nA bot for {}. Next:\n", listed(&plan.platforms)));
    say::command(&format!("cd {name}"), "");
    say::command("cargo test", "talks to the bot, without network or accounts");
    say::command("cargo run", "shows it on three phones in the browser");
    say::command("cargo run -- check", "tells what is declared, and what is wrong with it");
    say::plain("\nREADME.md tells the first five minutes, and how the bot gets onto a platform.");
}
