//! What is told in the terminal. There are colours where somebody looks at them and has not said otherwise (`NO_COLOR`).

use std::{fmt::Display, path::Path};

use anstyle::{AnsiColor, Style};

const GOOD: Style = AnsiColor::Green.on_default().bold();
const WRONG: Style = AnsiColor::Red.on_default().bold();
const DOUBTFUL: Style = AnsiColor::Yellow.on_default().bold();
const COMMAND: Style = AnsiColor::Cyan.on_default();

/// Something was done to a file.
pub(crate) fn done(what: &str, path: &Path) {
    anstream::println!("{GOOD}{what:>9}{GOOD:#} {}", path.display());
}

/// Plain words.
pub(crate) fn plain(text: &str) {
    anstream::println!("{text}");
}

/// A command to type, and what for.
pub(crate) fn command(command: &str, what_for: &str) {
    let room = " ".repeat(24_usize.saturating_sub(command.len()));
    anstream::println!("{}", format!("  {COMMAND}{command}{COMMAND:#}{room} {what_for}").trim_end());
}

/// A line of code to write.
pub(crate) fn code(line: &str) {
    anstream::println!("    {COMMAND}{line}{COMMAND:#}");
}

/// Something is not as it could be, but the work goes on.
pub(crate) fn doubtful(text: impl Display) {
    anstream::eprintln!("{DOUBTFUL}warning:{DOUBTFUL:#} {text}");
}

/// Something is in the way.
pub(crate) fn wrong(text: impl Display) {
    anstream::eprintln!("{WRONG}error:{WRONG:#} {text}");
}
