//! `completions` and `man`: the command line, told to shells and to manuals.

use std::io::{Write as _, stdout};

use clap::Args;
use clap_complete::{Shell, generate};
use clap_mangen::Man;

use crate::Exit;

use super::tell;

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The shell
    shell: Shell,
}

/// Prints what a shell needs to complete the commands of this bot.
pub(super) fn run(mut parser: clap::Command, arguments: &Arguments) -> Exit {
    let name = own_name();
    let mut script = Vec::new();
    generate(arguments.shell, &mut parser, name, &mut script);
    print(&script)
}

/// Prints the manual page of this bot.
pub(super) fn manual(parser: clap::Command) -> Exit {
    let mut page = Vec::new();
    let name = own_name();
    match Man::new(parser.name(name.clone()).bin_name(name)).render(&mut page) {
        Ok(()) => print(&page),
        Err(error) => tell(&error),
    }
}

/// What this program is called: the bot's name, not ours.
fn own_name() -> String {
    let program = std::env::args_os().next().map(std::path::PathBuf::from);
    let name = program.as_deref().and_then(|program| program.file_stem()?.to_str());
    name.unwrap_or("bot").to_owned()
}

fn print(bytes: &[u8]) -> Exit {
    // A reader that is gone is nobody's concern.
    let _ = stdout().write_all(bytes);
    Exit::DONE
}
