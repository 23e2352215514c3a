//! `completions`: what a shell needs to complete the command.

use std::io::{self, Write as _};

use clap::{CommandFactory as _, ValueEnum};

use crate::{command_line::CommandLine, fault::Fault};

/// A shell that completes commands.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Shell {
    Bash,
    Zsh,
    Fish,
}

pub(crate) fn run(shell: Shell) -> Result<(), Fault> {
    let generator = match shell {
        Shell::Bash => clap_complete::Shell::Bash,
        Shell::Zsh => clap_complete::Shell::Zsh,
        Shell::Fish => clap_complete::Shell::Fish,
    };
    // Written at once, as the generator panics where it cannot write: into `head`, for example.
    let mut script = Vec::new();
    clap_complete::generate(generator, &mut CommandLine::command(), "tertulia", &mut script);
    match io::stdout().write_all(&script) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Fault::Write { path: "the standard output".into(), error })
        }
        _ => Ok(()),
    }
}
