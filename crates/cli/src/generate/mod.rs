//! `generate`: adds a context, a form or a test to a project.

mod change;
mod pieces;
mod project;
mod source;

use crate::{
    command_line::{GenerateArguments, What},
    fault::Fault,
    say,
};

use change::Changes;
use project::Project;

pub(crate) fn run(arguments: &GenerateArguments) -> Result<(), Fault> {
    let changes = match &arguments.what {
        What::Context { name, at } => pieces::context(&Project::around(&at.project)?, name)?,
        What::Form { name, context, at } => pieces::form(&Project::around(&at.project)?, name, context)?,
        What::Test { name, at } => pieces::test(&Project::around(&at.project)?, name)?,
    };
    changes.write()?;
    tell(&changes);
    Ok(())
}

fn tell(changes: &Changes) {
    if changes.is_empty() {
        say::plain("Nothing to do: all of it is there already.");
    }
    for (what, path) in changes.files() {
        say::done(what, path);
    }
    for (file, lines) in &changes.by_hand {
        say::plain(&format!("\nWrite this into {}, where it belongs:\n", file.display()));
        for line in lines {
            say::code(line);
        }
    }
    if let Some(next) = &changes.next {
        say::plain(&format!("\n{next}"));
    }
}
