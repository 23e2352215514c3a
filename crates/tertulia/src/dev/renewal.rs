//! Beginning anew.

use std::{env, fs, io, process::Command};

use super::{CHATS, DATABASE};

/// Forgets everything that `dev` keeps, and starts the process again, which takes the place of this one: nothing of what was
/// is left, neither in files nor in memory. It only returns if that failed.
///
/// # Errors
///
/// If the files cannot be removed, or the program is no longer where it was started.
pub(super) fn begin_anew() -> io::Result<()> {
    let program = env::current_exe()?;
    for file in [DATABASE.to_owned(), format!("{DATABASE}-wal"), format!("{DATABASE}-shm"), CHATS.to_owned()]
    {
        match fs::remove_file(file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    start_again(Command::new(program).args(env::args_os().skip(1)))
}

#[cfg(unix)]
fn start_again(command: &mut Command) -> io::Result<()> {
    Err(std::os::unix::process::CommandExt::exec(command))
}

#[cfg(not(unix))]
#[expect(clippy::exit, reason = "the next process takes the place of this one")]
fn start_again(command: &mut Command) -> io::Result<()> {
    command.spawn()?;
    std::process::exit(0)
}
